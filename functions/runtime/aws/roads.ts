import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { BugleError } from "../errors.ts";
import type { Roads, SetAside } from "../ports.ts";
import type { Routes } from "../routes.ts";
import type { Environment } from "./env.ts";
import { putEvents } from "./put-events.ts";
import { sendAll } from "./sending.ts";
import { publishToTopic } from "./sns-publish.ts";
import { type Outbound, outboundFor, sendToQueue } from "./sqs-send.ts";
import { wireJson } from "./wire-json.ts";

export interface RoadClients {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  /** Needed where events are public. */
  readonly eventbridge?: EventBridgeClient;
}

const LONGEST_REASON = 1_000;

function setAsideBody({ envelope, reason, delay }: SetAside): Outbound {
  const body = { envelope, reason: reason.slice(0, LONGEST_REASON), ...(delay !== undefined && { delay }) };
  return { id: envelope.id, body: wireJson(body), fields: {} };
}

function named<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw new BugleError("no-road", `this function has not been told of ${what}`, {
    help: "deploy with the infrastructure of the same version as the code",
  });
}

/** SNS, SQS and EventBridge as the relay uses them; throws `no-road` for a queue, topic or bus that its environment does not name. */
export function awsRoads(
  { topic, bus, queues, retryQueue, system }: Environment,
  { public: open }: Pick<Routes, "public">,
  { sns, sqs, eventbridge }: RoadClients,
): Roads {
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
      return sendToQueue(
        sqs,
        url,
        messages.map((message) => outboundFor(url, message)),
      );
    },
    setAside: async (messages) => sendToQueue(sqs, named(retryQueue, "a retry queue"), messages.map(setAsideBody)),
  };
}
