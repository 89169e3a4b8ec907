"""Makes a Lambda's mapping wait at its queue, as on AWS, and leave it when it ends.

LocalStack asks an empty queue ever more seldom, at last every 15 seconds; and a poll under way takes a message along for a mapping that is gone.
"""

import threading
import uuid
from weakref import WeakValueDictionary

LONGEST_POLL_SECONDS = 20
HEADER = "x-bugle-mapping"

this_thread = threading.local()
mappings = WeakValueDictionary()


class Mapping:
    """What waits at a queue, by one request after the other."""

    def __init__(self):
        self.name = uuid.uuid4().hex
        self.ended = False
        self.client = None
        mappings[self.name] = self

    def wait_as(self, client):
        self.client = client
        if self.ended:
            client.leave(None)

    def end(self):
        self.ended = True
        if self.client is not None:
            self.client.leave(None)


def name_mapping(params, **_):
    params["headers"][HEADER] = this_thread.mapping.name


def wait_at_queue(poller):
    init, poll = poller.__init__, poller.poll_events

    def init_waiting(self, *args, **kwargs):
        init(self, *args, **kwargs)
        # A poll ends with the first message, whatever it may wait for.
        self.maximum_batching_window = self.maximum_batching_window or LONGEST_POLL_SECONDS
        self.mapping = Mapping()
        # Pollers may share a client.
        self.source_client.meta.events.register("before-call.sqs.ReceiveMessage", name_mapping, unique_id=HEADER)

    def poll_named(self):
        this_thread.mapping = self.mapping
        poll(self)

    poller.__init__, poller.poll_events = init_waiting, poll_named


def tell_of_polls(response):
    init = response.__init__

    def init_for_mapping(self, reactor, threadpool, application, request):
        init(self, reactor, threadpool, application, request)
        mapping = mappings.get(request.getHeader(HEADER))
        if mapping is not None:
            mapping.wait_as(self.client)

    response.__init__ = init_for_mapping


def then_leave(end):
    def end_and_leave(self):
        end(self)
        if hasattr(self.poller, "mapping"):
            self.poller.mapping.end()

    return end_and_leave


def install():
    """To be called before LocalStack starts and after given_up_polls; raises ImportError if this is not the LocalStack it was written for."""
    from localstack.services.lambda_.event_source_mapping.esm_worker import EsmWorker
    from localstack.services.lambda_.event_source_mapping.pollers.sqs_poller import SqsPoller
    from rolo.serving.twisted import HeaderPreservingWSGIResponse

    ends = {name: getattr(EsmWorker, name, None) for name in ("stop", "delete", "stop_for_shutdown")}
    if "maximum_batching_window" not in SqsPoller.poll_events.__code__.co_names or not all(map(callable, ends.values())):
        raise ImportError("its mappings ask their queues in another way")
    wait_at_queue(SqsPoller)
    tell_of_polls(HeaderPreservingWSGIResponse)
    for name, end in ends.items():
        setattr(EsmWorker, name, then_leave(end))
