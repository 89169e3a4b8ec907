import { PublishBatchCommand } from "@aws-sdk/client-sns";
import type { Case } from "../../case.ts";
import { unlessRefused } from "../../departure.ts";
import { openFifoQueue, openQueue, said } from "../../made/queue.ts";
import { attributesOf, openTopic } from "../../made/topic.ts";

const GUIDE = "https://docs.aws.amazon.com/sns/latest/dg";
const API = "https://docs.aws.amazon.com/sns/latest/api";
const NO_FIFO_TOPIC = "Nothing of Bugle relies on it: its topics are standard ones.";

const inBatch: Case = {
  id: "topics/batch",
  title: "PublishBatch publishes up to ten messages, each with its own attributes.",
  source: `${GUIDE}/sns-batch-api-actions.html`,
  instead: "Nothing: the relay publishes so.",
  run: async (place) => {
    const [queue, topic] = await Promise.all([openQueue(place, "batch"), openTopic(place, "batch")]);
    await topic.subscribe(queue);
    const entries = Array.from({ length: 10 }, (_, i) => ({
      Id: String(i),
      Message: `m${i}`,
      MessageAttributes: attributesOf({ number: i }),
    }));
    const command = new PublishBatchCommand({ TopicArn: topic.arn, PublishBatchRequestEntries: entries });
    const { Successful = [] } = await topic.client.send(command);
    if (Successful.length !== 10) return "not all are reported";
    const messages = await queue.collect(10);
    const pairs = messages.map(
      ({ Body, MessageAttributes }) => Body === `m${MessageAttributes?.["number"]?.StringValue}`,
    );
    return pairs.length === 10 && pairs.every(Boolean) ? undefined : "not each with its own";
  },
};

const idsDiffer: Case = {
  id: "topics/batch-ids",
  title: "A batch in which two entries have the same id is refused.",
  source: `${API}/API_PublishBatch.html`,
  instead: "Nothing of Bugle relies on it: entry ids are places in the batch.",
  run: async (place) => {
    const topic = await openTopic(place, "batch-ids");
    const entries = ["one", "two"].map((Message) => ({ Id: "same", Message }));
    const command = new PublishBatchCommand({ TopicArn: topic.arn, PublishBatchRequestEntries: entries });
    return unlessRefused(topic.client.send(command), "BatchEntryIdsNotDistinctException");
  },
};

const largest: Case = {
  id: "topics/size",
  title: "A message of 256 KiB is taken, and one of a byte more is refused.",
  source: `${API}/API_Publish.html`,
  instead: "Nothing of Bugle relies on it: it refuses a message of more than 256 KiB where it is made.",
  run: async (place) => {
    const topic = await openTopic(place, "size");
    await topic.publish("x".repeat(262_144));
    const tooLarge = topic.publish("x".repeat(262_145));
    return unlessRefused(tooLarge, "InvalidParameterException");
  },
};

const sameType: Case = {
  id: "topics/fifo-subscriber",
  title: "A FIFO queue cannot subscribe to a standard topic.",
  source: `${GUIDE}/sns-fifo-topics.html`,
  instead: "Nothing of Bugle relies on it: subscribers have standard queues.",
  run: async (place) => {
    const [queue, topic] = await Promise.all([openFifoQueue(place, "fifo"), openTopic(place, "standard")]);
    return unlessRefused(topic.subscribe(queue), "InvalidParameterException");
  },
};

const inOrder: Case = {
  id: "topics/fifo",
  title: "A FIFO topic delivers to a FIFO queue in order and with the group.",
  source: `${GUIDE}/fifo-topic-message-ordering.html`,
  instead: NO_FIFO_TOPIC,
  run: async (place) => {
    const [queue, topic] = await Promise.all([openFifoQueue(place, "fifo"), openTopic(place, "fifo", { fifo: true })]);
    await topic.subscribe(queue);
    for (const body of ["A1", "A2", "A3"])
      await topic.publish(body, {}, { MessageGroupId: "A", MessageDeduplicationId: body });
    const messages = await queue.drain(3);
    if (said(messages) !== "A1,A2,A3") return "not all in order";
    return messages.every(({ Attributes }) => Attributes?.["MessageGroupId"] === "A") ? undefined : "the group is lost";
  },
};

const once: Case = {
  id: "topics/fifo-deduplication",
  title: "A FIFO topic takes a message with a deduplication id of the last five minutes and does not deliver it.",
  source: `${GUIDE}/fifo-message-dedup.html`,
  instead: NO_FIFO_TOPIC,
  run: async (place) => {
    const [queue, topic] = await Promise.all([openFifoQueue(place, "once"), openTopic(place, "once", { fifo: true })]);
    await topic.subscribe(queue);
    for (const [body, MessageDeduplicationId] of [
      ["one", "same"],
      ["two", "same"],
      ["three", "other"],
    ])
      await topic.publish(body ?? "", {}, { MessageGroupId: "A", MessageDeduplicationId });
    const bodies = said([...(await queue.drain(2)), ...(await queue.receive())]);
    return bodies === "one,three" ? undefined : "not each once";
  },
};

export const publishing: readonly Case[] = [inBatch, idsDiffer, largest, sameType, inOrder, once];
