"""Runs LocalStack for one checkout: on 127.0.0.1 only, all its processes in one group, abandoned polls ended, queues and mappings prompt.

Usage: launcher.py CHECKOUT. The address is read from GATEWAY_LISTEN. GET /_bugle/engine tells which checkout and process
answer, and the port of DynamoDB Local.
"""

import os
import sys

import python_3_12  # noqa: F401 (before anything of LocalStack)

IDENTITY_PATH = "/_bugle/engine"


def give_up(detail):
    sys.exit(f"LocalStack does not fit Bugle's launcher ({detail}): install the version that local/engine/localstack/requirements.txt pins.")


def load():
    try:
        import given_up_polls
        import prompt_mappings
        import prompt_queues
        from localstack.http import Response
        from localstack.runtime import main
        from localstack.services.edge import ROUTER
        from localstack.utils import run
        from twisted.internet import endpoints

        given_up_polls.install()
        prompt_mappings.install()
        prompt_queues.install()
    except ImportError as error:
        give_up(error)
    if not callable(getattr(main, "main", None)):
        give_up("localstack.runtime.main has no main")
    if not callable(getattr(run, "is_linux", None)) or not callable(getattr(run, "is_mac_os", None)):
        give_up("localstack.utils.run starts processes in another way")
    return main.main, ROUTER, Response, run, endpoints


def listen_on_loopback(endpoints):
    # LocalStack's own server ignores the host of GATEWAY_LISTEN.
    listening = endpoints.TCP4ServerEndpoint

    class Loopback(listening):
        def __init__(self, reactor, port, backlog=50, interface="127.0.0.1"):
            super().__init__(reactor, port, backlog, interface)

    endpoints.TCP4ServerEndpoint = Loopback


def keep_in_group(run):
    # In a session of its own a child would outlive this process; here whoever ends the group ends it too.
    run.is_linux = run.is_mac_os = lambda: False


def tell_identity(router, response, checkout):
    identity = {"checkout": checkout, "pid": os.getpid(), "dynamodb": int(os.environ["DYNAMODB_LOCAL_PORT"])}
    router.add(IDENTITY_PATH, lambda request, **_: response.for_json(identity))


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: launcher.py CHECKOUT")
    checkout = sys.argv.pop()
    run_localstack, router, response, run, endpoints = load()
    listen_on_loopback(endpoints)
    keep_in_group(run)
    tell_identity(router, response, checkout)
    run_localstack()


main()
