"""Ends a long poll whose client has gone, so that it takes no message along.

LocalStack answers each request in a thread of its own, and a poll waits there for its queue: nothing tells it that the connection was lost.
"""

import threading
from queue import Empty

this_thread = threading.local()


class Client:
    """Who waits for the answer to one request."""

    def __init__(self):
        self.gone = False
        self.waits_for = None

    def leave(self, _reason):
        self.gone = True
        arrival = self.waits_for
        if arrival is not None:
            with arrival:
                arrival.notify_all()


class Arrival(threading.Condition):
    """What the polls of one queue wait for: a message, or the loss of their own client."""

    def wait(self, timeout=None):
        client = getattr(this_thread, "client", None)
        if client is None:
            return super().wait(timeout)
        client.waits_for = self
        try:
            # Whoever leaves before this line finds nothing to wake.
            arrived = not client.gone and super().wait(timeout)
        finally:
            client.waits_for = None
        if client.gone:
            # The message that woke this poll is another's.
            self.notify()
            raise Empty
        return arrived


def tell_of_clients(response):
    init, run = response.__init__, response.run

    def init_with_client(self, reactor, threadpool, application, request):
        init(self, reactor, threadpool, application, request)
        self.client = Client()
        request.notifyFinish().addErrback(self.client.leave)

    def run_for_client(self):
        this_thread.client = self.client
        try:
            run(self)
        finally:
            this_thread.client = None

    response.__init__, response.run = init_with_client, run_for_client


def attend(queue):
    init = queue.__init__

    def init_attended(self, *args, **kwargs):
        init(self, *args, **kwargs)
        self.not_empty = Arrival(self.mutex)

    queue.__init__ = init_attended


def install():
    """To be called before LocalStack starts; raises ImportError if this is not the LocalStack it was written for."""
    from localstack.services.sqs.queue import InterruptibleQueue
    from rolo.serving.twisted import HeaderPreservingWSGIResponse

    if "not_empty" not in InterruptibleQueue.get.__code__.co_names or not callable(getattr(HeaderPreservingWSGIResponse, "run", None)):
        raise ImportError("its long polls wait in another way")
    tell_of_clients(HeaderPreservingWSGIResponse)
    attend(InterruptibleQueue)
