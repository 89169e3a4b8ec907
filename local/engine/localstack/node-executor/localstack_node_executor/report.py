"""What Lambda itself writes into the log of an invocation, and what LocalStack's own output is told of a failed one."""

import json
import math

from .process import tell


def heading(id: str, version: str) -> str:
    return f"START RequestId: {id} Version: {version}\n"


def summary(id: str, seconds: float, memory: int, answer: dict) -> str:
    ms = seconds * 1000
    report = [
        f"REPORT RequestId: {id}",
        f"Duration: {ms:.2f} ms",
        f"Billed Duration: {math.ceil(ms)} ms",
        f"Memory Size: {memory} MB",
    ]
    if "rss" in answer:
        report.append(f"Max Memory Used: {answer['rss']} MB")
    if "status" in answer:
        report.append(f"Status: {answer['status']}")
    return f"END RequestId: {id}\n" + "\t".join(report) + "\n"


def tell_failure(function: str, id: str, body: str) -> None:
    error = json.loads(body)
    why = f"{error.get('errorType')}: {error.get('errorMessage')}".replace("\n", " ")
    tell(f"Lambda {function} failed processing {id} ({why})".encode())
