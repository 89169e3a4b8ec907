"""A process of Node that runs one execution environment, and the line to it."""

import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

RIE = Path(__file__).with_name("rie.mjs")
LOOK_SECONDS = 1.0


class ProcessEnded(Exception):
    """The process ended without an answer; the text says how, in Lambda's words."""


def tell(line: bytes) -> None:
    """Writes a line into LocalStack's own output, whole, whoever else writes there."""
    # Its reader may be gone: that is no failure of an invocation.
    with contextlib.suppress(OSError):
        sys.stdout.buffer.write(line + b"\n")
        sys.stdout.buffer.flush()


def way_it_ended(status: int) -> str:
    if status == 0:
        return "Runtime exited without providing a reason"
    if status > 0:
        return f"Runtime exited with error: exit status {status}"
    return f"Runtime exited with error: signal: {signal.strsignal(-status).lower()}"


class NodeProcess:
    """Nothing but the caller's thread reads what it prints: between invocations that waits in its pipe."""

    def __init__(self, node: str, env: dict[str, str], folder: str) -> None:
        self.line, remote = socket.socketpair()
        with remote:
            self.process = subprocess.Popen(
                [node, str(RIE)], env=env, cwd=folder, stdin=remote, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
        self.line.setblocking(False)
        self.output = self.process.stdout.fileno()
        os.set_blocking(self.output, False)
        self.printed: list[bytes] = []
        self.unfinished = b""
        self.received = bytearray()
        self.using = threading.Lock()

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def ask(self, message: dict | None, deadline: float) -> dict:
        """Sends a message, if there is one, and waits for the answer until a moment of time.monotonic().

        Raises TimeoutError or ProcessEnded.
        """
        rest = b"" if message is None else json.dumps(message).encode() + b"\n"
        with self.using, selectors.DefaultSelector() as selector:
            if self.line.fileno() < 0:
                raise ProcessEnded("Runtime was stopped")
            selector.register(self.output, selectors.EVENT_READ)
            selector.register(self.line, selectors.EVENT_READ | (selectors.EVENT_WRITE if rest else 0))
            while True:
                left = deadline - time.monotonic()
                if left <= 0:
                    self.read_output()
                    raise TimeoutError
                ready = {key.fd for key, _ in selector.select(min(left, LOOK_SECONDS))}
                if self.output in ready and not self.read_output():
                    selector.unregister(self.output)
                if rest:
                    rest = self.send(rest)
                    if not rest:
                        selector.modify(self.line, selectors.EVENT_READ)
                answer = self.receive()
                if answer is not None:
                    self.read_output()
                    return answer

    def send(self, rest: bytes) -> bytes:
        try:
            return rest[self.line.send(rest) :]
        except BlockingIOError:
            return rest
        except OSError:
            return b""

    def receive(self) -> dict | None:
        # A process that the handler started may keep the line open when the handler's own is gone.
        ended = self.ended
        try:
            chunk = self.line.recv(1 << 20)
        except BlockingIOError:
            chunk = b"" if ended else None
        except OSError:
            chunk = b""
        if chunk:
            self.received += chunk
            if chunk.endswith(b"\n"):
                answer = json.loads(self.received)
                self.received.clear()
                return answer
        elif chunk is not None:
            self.read_output()
            raise ProcessEnded(way_it_ended(self.process.wait()))
        return None

    def read_output(self) -> bool:
        """Takes what was printed; False once nobody can print any more."""
        while True:
            try:
                chunk = os.read(self.output, 1 << 16)
            except BlockingIOError:
                return True
            *lines, self.unfinished = (self.unfinished + chunk).split(b"\n")
            for line in lines:
                self.keep(line)
            if not chunk:
                return False

    def keep(self, line: bytes) -> None:
        tell(line)
        self.printed.append(line)

    def take_printed(self) -> str:
        if self.unfinished:
            self.keep(self.unfinished)
        lines, self.printed, self.unfinished = self.printed, [], b""
        return "".join(line.decode(errors="replace") + "\n" for line in lines)

    def end(self) -> None:
        """Ends it at once, whatever it does; may be called by any thread, also twice."""
        self.process.kill()
        self.process.wait()
        with self.using:
            if self.line.fileno() < 0:
                return
            self.read_output()
            self.line.close()
            self.process.stdout.close()
