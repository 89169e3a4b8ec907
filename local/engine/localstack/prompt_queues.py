"""Makes what SQS hides or delays come back when its time is over: LocalStack looks once a second, and in a FIFO queue lets one group wait for another."""

TICK_SECONDS = 0.02


def look_often(provider):
    scheduler = provider.Scheduler

    class Prompt(scheduler):
        def schedule(self, func, period=None, **options):
            if func.__name__ == provider.QueueUpdateWorker.do_update_all_queues.__name__:
                return super().schedule(func, period=TICK_SECONDS, fixed_rate=False, **options)
            return super().schedule(func, period=period, **options)

    provider.Scheduler = Prompt


def requeue_by_group(self):
    with self.mutex:
        waiting = set()
        for message in list(self.inflight):
            if message.message_group_id in waiting:
                continue
            if not message.is_visible:
                waiting.add(message.message_group_id)
                continue
            del self.inflight[message]
            self._put_message(message)


def install():
    """To be called before LocalStack starts; raises ImportError if this is not the LocalStack it was written for."""
    from localstack.services.sqs import models, provider

    if "Scheduler" not in provider.QueueUpdateWorker.start.__code__.co_names:
        raise ImportError("its queues are looked at in another way")
    if "is_visible" not in models.FifoQueue.requeue_inflight_messages.__code__.co_names:
        raise ImportError("its FIFO queues wait in another way")
    look_often(provider)
    models.FifoQueue.requeue_inflight_messages = requeue_by_group
