"""Asks one process of Node what each argument after the first says, as LocalStack's plugin does; tells each outcome on standard error.

Usage: ask-process.py NODE (SECONDS EVENT)...
"""

import json
import os
import sys
import time

from localstack_node_executor.process import NodeProcess, ProcessEnded


def outcome(process, asked, seconds):
    try:
        return process.ask(asked, time.monotonic() + seconds)["kind"]
    except TimeoutError:
        return "timeout"
    except ProcessEnded as ended:
        return str(ended)


def main():
    node, *rest = sys.argv[1:]
    folder = os.getcwd()
    process = NodeProcess(node, {"_HANDLER": "index.handler", "LAMBDA_TASK_ROOT": folder}, folder)
    print(json.dumps([process.process.pid, outcome(process, None, 60)]), file=sys.stderr, flush=True)
    for seconds, event in zip(rest[::2], rest[1::2], strict=True):
        asked = {"id": "r1", "arn": "arn:f", "deadline": 0, "trace": "", "event": event}
        told = [outcome(process, asked, float(seconds)), process.take_printed()]
        print(json.dumps(told), file=sys.stderr, flush=True)
    process.end()
    print(json.dumps(["ended", process.ended]), file=sys.stderr, flush=True)


main()
