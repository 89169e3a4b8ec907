"""Makes a Lambda's mapping wait at its queue, as on AWS: LocalStack asks an empty queue ever more seldom, at last every 15 seconds."""

LONGEST_POLL_SECONDS = 20


def install():
    """To be called before LocalStack starts; raises ImportError if this is not the LocalStack it was written for."""
    from localstack.services.lambda_.event_source_mapping.pollers.sqs_poller import SqsPoller

    if "maximum_batching_window" not in SqsPoller.poll_events.__code__.co_names:
        raise ImportError("its mappings ask their queues in another way")
    init = SqsPoller.__init__

    def init_waiting(self, *args, **kwargs):
        init(self, *args, **kwargs)
        # A poll ends with the first message, whatever it may wait for.
        self.maximum_batching_window = self.maximum_batching_window or LONGEST_POLL_SECONDS

    SqsPoller.__init__ = init_waiting
