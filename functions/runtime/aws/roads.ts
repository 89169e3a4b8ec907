import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { SchedulerClient } from "@aws-sdk/client-scheduler";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { BugleError } from "../errors.ts";
import { LONGEST_QUEUE_DELAY, waiting } from "../long-wait.ts";
import type { Addressed, Roads, SetAside } from "../ports.ts";
import type { Routes } from "../routes.ts";
import type { Environment } from "./env.ts";
import { putEvents } from "./put-events.ts";
import { remaining, schedule } from "./schedule.ts";
import { sendAll } from "./sending.ts";
import { publishToTopic } from "./sns-publish.ts";
import { delayed, type Outbound, outboundFor, sendToQueue } from "./sqs-send.ts";
import { wireJson } from "./wire-json.ts";

export interface RoadClients {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  /** Needed where events are public. */
  readonly eventbridge?: EventBridgeClient;
  /** Needed where something waits longer than a queue can delay. */
  readonly scheduler?: SchedulerClient;
  /** Epoch milliseconds; default the machine's clock. */
  readonly now?: () => number;
}

const LONGEST_REASON = 1_000;

function setAsideBody({ envelope, reason, delay }: SetAside): Outbound {
  const body = { envelope, reason: reason.slice(0, LONGEST_REASON), ...(delay !== undefined && { delay }) };
  return { id: envelope.id, body: wireJson(body), fields: {} };
}

interface Wait {
  readonly message: Addressed;
  /** Milliseconds that are left. */
  readonly delay: number;
}

const waitingBody = ({ message, delay }: Wait): Outbound => ({
  ...setAsideBody(waiting(message)),
  fields: delayed(delay),
});

function named<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw new BugleError("no-road", `this function has not been told of ${what}`, {
    help: "deploy with the infrastructure of the same version as the code",
  });
}

/** Tells messages apart that their queue can take now, that the retry queue must hold back for it, and that only a schedule can. */
function byWait(messages: readonly Addressed[], fifo: boolean, now: number) {
  const roadOf = ({ delay }: Wait) => (delay > LONGEST_QUEUE_DELAY ? "later" : fifo && delay > 0 ? "aside" : "soon");
  const waits = messages.map((message): Wait => ({ message, delay: remaining(message, now) }));
  const { soon = [], aside = [], later = [] } = Object.groupBy(waits, roadOf);
  return { soon, aside, later };
}

/** SNS, SQS, EventBridge and its Scheduler as the relay uses them; throws `no-road` for a queue, topic, bus or schedule group that its environment does not name. */
export function awsRoads(
  { topic, bus, queues, retryQueue, schedules, system }: Environment,
  { public: open }: Pick<Routes, "public">,
  { sns, sqs, eventbridge, scheduler, now = Date.now }: RoadClients,
): Roads {
  const keep = async (consumer: string, url: string, message: Addressed) => {
    const group = named(schedules, "a schedule group, which a delay of more than 15 minutes needs");
    named(
      group.targets.find((name) => name === consumer),
      `schedules for ${consumer}`,
    );
    const fifo = url.endsWith(".fifo");
    const body = fifo ? waiting(message) : message.envelope;
    await schedule(named(scheduler, "the scheduler"), group, fifo ? aside() : url, message, body);
    return [];
  };
  const toQueue = (url: string, outbound: readonly Outbound[]) =>
    outbound.length > 0 ? [{ ids: outbound.map(({ id }) => id), send: () => sendToQueue(sqs, url, outbound) }] : [];
  const aside = () => named(retryQueue, "a retry queue");
  return {
    publish: async (envelopes) => {
      const shown = bus === undefined ? [] : envelopes.filter(({ type }) => open.includes(type));
      const arn = named(topic, "a topic");
      const inside = { ids: envelopes.map(({ id }) => id), send: () => publishToTopic(sns, arn, envelopes) };
      if (bus === undefined || shown.length === 0) return sendAll([inside]);
      const client = named(eventbridge, "the bus");
      const outside = { ids: shown.map(({ id }) => id), send: () => putEvents(client, { bus, system }, shown) };
      const failures = await sendAll([inside, outside]);
      return [...new Map(failures.map((failure) => [failure.id, failure])).values()];
    },
    send: async (consumer, messages) => {
      const url = named(queues[consumer], `the queue of ${consumer}`);
      const waits = byWait(messages, url.endsWith(".fifo"), now());
      const soon = waits.soon.map(({ message, delay }) => outboundFor(url, { ...message, delay }));
      return sendAll([
        ...toQueue(url, soon),
        ...(waits.aside.length > 0 ? toQueue(aside(), waits.aside.map(waitingBody)) : []),
        ...waits.later.map(({ message }) => ({
          ids: [message.envelope.id],
          send: () => keep(consumer, url, message),
        })),
      ]);
    },
    setAside: async (messages) => sendToQueue(sqs, aside(), messages.map(setAsideBody)),
  };
}
