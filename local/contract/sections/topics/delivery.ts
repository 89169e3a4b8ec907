import { DeleteQueueCommand } from "@aws-sdk/client-sqs";
import type { Case } from "../../case.ts";
import { letServicesSend, openQueue, said } from "../../made/queue.ts";
import { openTopic } from "../../made/topic.ts";
import { patience } from "../../patience.ts";
import { QUEUE_DELETED } from "../queue-deleted.ts";

const GUIDE = "https://docs.aws.amazon.com/sns/latest/dg";
const ABOUT_RAW = `${GUIDE}/sns-large-payload-raw-message-delivery.html`;

const raw: Case = {
  id: "topics/raw",
  title: "A raw delivery is the message itself, its attributes those of the queue's message.",
  source: ABOUT_RAW,
  instead: "Nothing: every event of a system comes so.",
  run: async (place) => {
    const [queue, topic] = await Promise.all([openQueue(place, "raw"), openTopic(place, "raw")]);
    await topic.subscribe(queue);
    await topic.publish('{"a":"<é>"}', { type: "Placed", price: 7 });
    const { Body, MessageAttributes } = await queue.next();
    if (Body !== '{"a":"<é>"}') return "the body is another";
    const { type, price } = MessageAttributes ?? {};
    const kept = type?.StringValue === "Placed" && price?.StringValue === "7" && price.DataType === "Number";
    return kept ? undefined : "attributes are lost";
  },
};

const wrapped: Case = {
  id: "topics/wrapped",
  title: "Any other delivery is JSON that holds message, attributes and topic.",
  source: ABOUT_RAW,
  instead: "Nothing of Bugle relies on it: its subscriptions are raw.",
  run: async (place) => {
    const [queue, topic] = await Promise.all([openQueue(place, "wrapped"), openTopic(place, "wrapped")]);
    await topic.subscribe(queue, { RawMessageDelivery: "false" });
    await topic.publish("placed", { type: "Placed" });
    const { Body = "" } = await queue.next();
    const { Type, Message, TopicArn, MessageAttributes } = JSON.parse(Body) as Record<string, unknown>;
    if (Type !== "Notification" || Message !== "placed" || TopicArn !== topic.arn) return "fields are lost";
    const kept = JSON.stringify(MessageAttributes) === '{"type":{"Type":"String","Value":"Placed"}}';
    return kept ? undefined : "attributes are lost";
  },
};

const tenAttributes: Case = {
  id: "topics/raw-eleven-attributes",
  title: "A message with more than ten attributes is discarded by a raw subscription.",
  source: `${GUIDE}/sns-message-attributes.html`,
  instead: "Nothing of Bugle relies on it: an event carries at most three.",
  run: async (place) => {
    const [queue, topic] = await Promise.all([openQueue(place, "eleven"), openTopic(place, "eleven")]);
    await topic.subscribe(queue);
    const some = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, "v"]));
    await topic.publish("eleven", some(11));
    await topic.publish("ten", some(10));
    const bodies = said([await queue.next(), ...(await queue.receive())]);
    return bodies === "ten" ? undefined : "delivered";
  },
};

const deadLettered: Case = {
  id: "topics/dead-letter",
  title: "A message for a queue that is gone goes to the dead-letter queue of the subscription.",
  source: `${GUIDE}/sns-dead-letter-queues.html`,
  instead: QUEUE_DELETED,
  run: async (place) => {
    const [gone, dead, topic] = await Promise.all([
      openQueue(place, "gone"),
      openQueue(place, "dead"),
      openTopic(place, "dead"),
    ]);
    await letServicesSend(place, dead);
    await topic.subscribe(gone, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }) });
    await gone.client.send(new DeleteQueueCommand({ QueueUrl: gone.url }));
    const isDead = async () => {
      await topic.publish("placed");
      return (await dead.receive()).length > 0;
    };
    return (await place.until(isDead, patience(place, 10_000, 90_000))) ? undefined : "lost";
  },
};

export const delivery: readonly Case[] = [raw, wrapped, tenAttributes, deadLettered];
