import type { Case } from "../../case.ts";
import { openFifoQueue, type Queue, said } from "../../made/queue.ts";

const GUIDE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide";
const ABOUT_ONCE = `${GUIDE}/FIFO-queues-exactly-once-processing.html`;

const fields = (MessageGroupId: string, MessageDeduplicationId?: string) => ({
  MessageGroupId,
  MessageDeduplicationId,
});

/** What comes in 15 s, until there is as much as must come; then what one more request gives, which must not come. */
const comes = async (queue: Queue, count: number) => [...(await queue.drain(count)), ...(await queue.receive())];

const byId: Case = {
  id: "fifo/deduplication",
  title: "A message with a deduplication id of the last five minutes is taken and not delivered.",
  source: ABOUT_ONCE,
  instead: "Nothing: each command carries its id, and one that comes twice is answered with the first commit.",
  run: async (place) => {
    const queue = await openFifoQueue(place, "dedup");
    for (const body of ["one", "two"]) await queue.send(body, fields("A", "same"));
    await queue.send("three", fields("A", "other"));
    return said(await comes(queue, 2)) === "one,three" ? undefined : "not each once";
  },
};

const afterDelete: Case = {
  id: "fifo/deduplication-after-delete",
  title: "A deduplication id is remembered after its message was received and deleted.",
  source: ABOUT_ONCE,
  instead: "Nothing: each command carries its id, and one that comes twice is answered with the first commit.",
  run: async (place) => {
    const queue = await openFifoQueue(place, "dedup-deleted");
    await queue.send("one", fields("A", "same"));
    await queue.remove(await queue.next());
    await queue.send("two", fields("A", "same"));
    await queue.send("three", fields("A", "other"));
    return said(await comes(queue, 1)) === "three" ? undefined : "not each once";
  },
};

const byContent: Case = {
  id: "fifo/deduplication-by-content",
  title: "With ContentBasedDeduplication the body takes the place of a deduplication id.",
  source: ABOUT_ONCE,
  instead: "Nothing of Bugle relies on it: it always gives an id.",
  run: async (place) => {
    const queue = await openFifoQueue(place, "dedup-content", { ContentBasedDeduplication: "true" });
    for (const body of ["one", "one", "two"]) await queue.send(body, fields("A"));
    return said(await comes(queue, 2)) === "one,two" ? undefined : "not each once";
  },
};

const byGroup: Case = {
  id: "fifo/deduplication-by-group",
  title: "With DeduplicationScope messageGroup the same deduplication id counts once per group.",
  source: `${GUIDE}/high-throughput-fifo.html`,
  instead: "Nothing of Bugle relies on it: an id is of one message, whatever its group.",
  run: async (place) => {
    const scope = { DeduplicationScope: "messageGroup", FifoThroughputLimit: "perMessageGroupId" };
    const queue = await openFifoQueue(place, "dedup-group", scope);
    for (const group of ["A", "B", "A"]) await queue.send(group, fields(group, "same"));
    const bodies = (await comes(queue, 2)).map(({ Body }) => Body).sort();
    return bodies.join() === "A,B" ? undefined : "not once per group";
  },
};

export const deduplication: readonly Case[] = [byId, afterDelete, byContent, byGroup];
