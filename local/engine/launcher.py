"""Runs MiniStack for one checkout: 127.0.0.1 only, prompt long polls, abandoned polls cancelled, fast stop.

Usage: launcher.py CHECKOUT. The port is read from GATEWAY_PORT. GET /_bugle/engine tells which checkout and process answer.
"""

import asyncio
import inspect
import json
import os
import sys
import types

TICK_SECONDS = 0.01
DRAIN_SECONDS = 0.5
IDENTITY_PATH = "/_bugle/engine"
RECEIVE_TARGET = b"amazonsqs.receivemessage"


def give_up(detail):
    sys.exit(f"MiniStack does not fit Bugle's launcher ({detail}): install the version that local/engine/requirements.txt pins.")


def load():
    try:
        from hypercorn.config import Config
        from ministack import app as gateway
        from ministack.services import sqs
    except ImportError as error:
        give_up(error)
    if not callable(getattr(gateway, "main", None)) or not inspect.iscoroutinefunction(getattr(gateway, "app", None)):
        give_up("ministack.app has no main and app")
    code = getattr(getattr(sqs, "_act_receive_message", None), "__code__", None)
    if getattr(sqs, "asyncio", None) is not asyncio or code is None or "sleep" not in code.co_names:
        give_up("its ReceiveMessage does not wait in asyncio.sleep")
    return gateway, sqs, Config


def quicken_long_polls(sqs):
    ticking = types.ModuleType("asyncio")
    ticking.__dict__.update(vars(asyncio))
    ticking.sleep = lambda seconds, result=None: asyncio.sleep(min(seconds, TICK_SECONDS), result)
    sqs.asyncio = ticking


def is_receive(scope):
    return scope["type"] == "http" and any(
        name.lower() == b"x-amz-target" and value.lower() == RECEIVE_TARGET for name, value in scope["headers"]
    )


async def answer_while_connected(app, scope, receive, send):
    inbox = asyncio.Queue()
    answering = asyncio.ensure_future(app(scope, inbox.get, send))

    async def pump():
        while True:
            message = await receive()
            # A poll that outlives its client would take a message nobody sees until its visibility timeout ends.
            if message["type"] == "http.disconnect":
                answering.cancel()
                return
            inbox.put_nowait(message)

    pumping = asyncio.ensure_future(pump())
    try:
        await answering
    except asyncio.CancelledError:
        if not pumping.done():
            raise
    finally:
        answering.cancel()
        pumping.cancel()


async def tell_identity(checkout, send):
    body = json.dumps({"checkout": checkout, "pid": os.getpid()}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def wrap(app, checkout):
    async def wrapped(scope, receive, send):
        if scope["type"] == "http" and scope["path"] == IDENTITY_PATH:
            await tell_identity(checkout, send)
        elif is_receive(scope):
            await answer_while_connected(app, scope, receive, send)
        else:
            await app(scope, receive, send)

    return wrapped


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: launcher.py CHECKOUT")
    checkout = sys.argv.pop()
    os.environ["BIND_HOST"] = "127.0.0.1"
    gateway, sqs, config = load()
    quicken_long_polls(sqs)
    gateway.app = wrap(gateway.app, checkout)
    config.graceful_timeout = DRAIN_SECONDS
    gateway.main()


main()
