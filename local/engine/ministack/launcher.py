"""Runs MiniStack for one checkout: 127.0.0.1 only, prompt long polls, abandoned polls cancelled, fast stop.

Usage: launcher.py CHECKOUT. The port is read from GATEWAY_PORT. GET /_bugle/engine tells which checkout and process answer.
"""

import asyncio
import inspect
import json
import os
import sys
import types

DRAIN_SECONDS = 0.5
IDENTITY_PATH = "/_bugle/engine"
RECEIVE_TARGET = b"amazonsqs.receivemessage"


def give_up(detail):
    sys.exit(f"MiniStack does not fit Bugle's launcher ({detail}): install the version that local/engine/ministack/requirements.txt pins.")


def load():
    try:
        from hypercorn.config import Config
        from ministack import app as gateway
        from ministack.core.concurrency import esm_wake
        from ministack.services import sqs
    except ImportError as error:
        give_up(error)
    if not callable(getattr(gateway, "main", None)) or not inspect.iscoroutinefunction(getattr(gateway, "app", None)):
        give_up("ministack.app has no main and app")
    code = getattr(getattr(sqs, "_act_receive_message", None), "__code__", None)
    if getattr(sqs, "asyncio", None) is not asyncio or code is None or "sleep" not in code.co_names:
        give_up("its ReceiveMessage does not wait in asyncio.sleep")
    if not callable(getattr(esm_wake, "set", None)) or "esm_wake" not in sqs._act_send_message.__code__.co_names:
        give_up("its SendMessage wakes nobody")
    return gateway, sqs, esm_wake, Config


class Polls:
    """Long polls that wait: woken all at once when something is put into a queue, else looking again after MiniStack's own pause."""

    def __init__(self):
        self.waiting = set()
        self.waking = False
        self.loop = None

    async def sleep(self, seconds, result=None):
        self.loop = asyncio.get_running_loop()
        woken = self.loop.create_future()
        self.waiting.add(woken)
        timer = self.loop.call_later(seconds, self.end, woken)
        try:
            await woken
        finally:
            timer.cancel()
            self.waiting.discard(woken)
        return result

    def end(self, woken):
        if not woken.done():
            woken.set_result(None)

    def wake(self):
        self.waking = False
        for woken in list(self.waiting):
            self.end(woken)

    def wake_soon(self):
        # Messages come from other threads too; many in one turn of the loop wake the polls once.
        if self.waiting and not self.waking:
            self.waking = True
            self.loop.call_soon_threadsafe(self.wake)


def wake_long_polls(sqs, arrival):
    polls = Polls()
    waiting = types.ModuleType("asyncio")
    waiting.__dict__.update(vars(asyncio))
    waiting.sleep = polls.sleep
    sqs.asyncio = waiting
    wake_others = arrival.set

    def wake_all():
        wake_others()
        polls.wake_soon()

    arrival.set = wake_all


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
    gateway, sqs, arrival, config = load()
    wake_long_polls(sqs, arrival)
    gateway.app = wrap(gateway.app, checkout)
    config.graceful_timeout = DRAIN_SECONDS
    gateway.main()


main()
