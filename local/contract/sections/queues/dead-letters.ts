import { ListDeadLetterSourceQueuesCommand, StartMessageMoveTaskCommand } from "@aws-sdk/client-sqs";
import type { Case } from "../../case.ts";
import { openQueue, type Queue } from "../../made/queue.ts";
import type { Place } from "../../place.ts";

const GUIDE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide";
const API = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference";

interface Pair {
  readonly source: Queue;
  readonly dead: Queue;
}

async function openPair(place: Place, maxReceiveCount: number): Promise<Pair> {
  const dead = await openQueue(place, "dead-letters");
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount });
  return { dead, source: await openQueue(place, "source", { RedrivePolicy, VisibilityTimeout: "1" }) };
}

/** Receives from the source, as consumers do, until the message is in the dead-letter queue; answers how often it came. */
async function failUntilDead(place: Place, { source, dead }: Pair): Promise<number | undefined> {
  let times = 0;
  const isDead = async () => {
    times += (await source.receive()).length;
    return (await dead.receive({ VisibilityTimeout: 0 })).length > 0;
  };
  return (await place.until(isDead, 20_000)) ? times : undefined;
}

const NEVER = "never dead-lettered";

const deadLettered: Case = {
  id: "queues/dead-letter",
  title: "A message received as often as maxReceiveCount says is moved to the dead-letter queue, with its attributes.",
  source: `${GUIDE}/sqs-dead-letter-queues.html`,
  instead: "The consumer counts attempts itself and sends dead letters with their reason; this is only a net.",
  run: async (place) => {
    const pair = await openPair(place, 2);
    await pair.source.send("order", { MessageAttributes: { kind: { DataType: "String", StringValue: "rush" } } });
    const times = await failUntilDead(place, pair);
    if (times === undefined) return NEVER;
    if (times !== 2) return `delivered ${times} times`;
    const { Body, MessageAttributes } = await pair.dead.next();
    return Body === "order" && MessageAttributes?.["kind"]?.StringValue === "rush" ? undefined : "attributes are lost";
  },
};

const namesSource: Case = {
  id: "queues/dead-letter-source",
  title: "A dead letter names the queue it comes from in DeadLetterQueueSourceArn.",
  source: `${API}/API_ReceiveMessage.html`,
  instead: "Nothing of Bugle relies on it: it knows each dead-letter queue's own queue.",
  run: async (place) => {
    const pair = await openPair(place, 1);
    await pair.source.send("order");
    if ((await failUntilDead(place, pair)) === undefined) return NEVER;
    const { Attributes } = await pair.dead.next();
    return Attributes?.["DeadLetterQueueSourceArn"] === pair.source.arn ? undefined : "the source is not named";
  },
};

const listsSources: Case = {
  id: "queues/dead-letter-sources",
  title: "ListDeadLetterSourceQueues lists the queues that have a dead-letter queue.",
  source: `${API}/API_ListDeadLetterSourceQueues.html`,
  instead: "Nothing of Bugle relies on it: it knows each dead-letter queue's own queue.",
  run: async (place) => {
    const { source, dead } = await openPair(place, 1);
    const listed = await place.until(async () => {
      const command = new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead.url });
      return (await dead.client.send(command)).queueUrls?.includes(source.url) ?? false;
    }, 10_000);
    return listed ? undefined : "the queue is not listed";
  },
};

const movedBack: Case = {
  id: "queues/move-task",
  title: "A message move task sends dead letters back to the queue they come from.",
  source: `${GUIDE}/sqs-configure-dead-letter-queue-redrive.html`,
  instead: "`npx bugle dead-letters redrive` sends them back itself, one by one.",
  run: async (place) => {
    const pair = await openPair(place, 1);
    await pair.source.send("order");
    if ((await failUntilDead(place, pair)) === undefined) return NEVER;
    await pair.dead.client.send(new StartMessageMoveTaskCommand({ SourceArn: pair.dead.arn }));
    const { Body } = await pair.source.next("never came back");
    return Body === "order" ? undefined : "another message came";
  },
};

export const deadLetters: readonly Case[] = [deadLettered, namesSource, listsSources, movedBack];
