import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { handling } from "../../delivery/handling.ts";
import { deliver } from "../../delivery/index.ts";
import { type AnswerItems, putToWork } from "../../delivery/worker.ts";
import { BugleError } from "../../errors.ts";
import type { Consumer, Definition } from "../../manifest.ts";
import type { Config, Services } from "../../needs.ts";
import type { Delivery } from "../../ports.ts";
import type { ClientOptions } from "../clients/options.ts";
import { REASON_ATTRIBUTE } from "../dead-letter-attribute.ts";
import type { EarlyCommands } from "../early-commands.ts";
import type { Environment } from "../env.ts";
import { awsInbox, type OwnQueues } from "../inbox.ts";
import { lazilyLoaded } from "../lazily.ts";
import { awsPorts } from "../ports.ts";
import { inLambda, type Surroundings } from "./surroundings.ts";

export interface ConsumerEntry {
  readonly consumer: Consumer;
  /** The definitions of `consumer.handlers`, in that order. */
  readonly definitions: readonly Definition[];
  readonly config?: Config | undefined;
  /** How eager handlers send their commands; absent where there are none. */
  readonly early?: EarlyCommands | undefined;
  /** `awsServices`, where a handler uses email or a secret: other bundles do without their clients. */
  readonly services?: ((environment: Environment, options?: ClientOptions) => Services) | undefined;
}

const deliveryOf = ({ messageId, receiptHandle, body, attributes, messageAttributes }: SQSRecord): Delivery => ({
  messageId,
  receiptHandle,
  body,
  receives: Number(attributes.ApproximateReceiveCount),
  queuedAt: Number(attributes.SentTimestamp),
  redriven: REASON_ATTRIBUTE in messageAttributes,
  ...(attributes.MessageGroupId !== undefined && { group: attributes.MessageGroupId }),
});

function queueOf({ queues, deadLetterQueues }: Environment, { name }: Consumer): OwnQueues {
  const [url, deadLetterUrl] = [queues[name], deadLetterQueues[name]];
  if (url !== undefined && deadLetterUrl !== undefined) return { url, deadLetterUrl };
  throw new BugleError("no-queue", `the environment names no queue and dead-letter queue of ${name}`, {
    help: "deploy with the infrastructure of the same version as the code",
  });
}

/** Most Lambdas start without what only read models need. */
async function answerOf({ consumer, definitions: [first] }: ConsumerEntry): Promise<AnswerItems> {
  if (first?.is !== "projection") return handling(consumer);
  const { projecting } = await import("../../delivery/projecting.ts");
  return projecting(first);
}

async function openEntry(entry: ConsumerEntry, given: Surroundings) {
  const { consumer, definitions, config, services, early } = entry;
  const { environment, options = {}, dynamodb, sqs, log } = given;
  const ports = awsPorts(environment, { ...options, dynamodb, log, services: services?.(environment, options) });
  return putToWork({
    consumer,
    definitions,
    ports: early ? { ...ports, early: early(environment, given) } : ports,
    inbox: awsInbox(queueOf(environment, consumer), { ...(sqs && { sqs }), options }),
    config,
    values: environment.config,
    answer: await answerOf(entry),
  });
}

/**
 * The Lambda of one consumer: handles a batch of its queue and answers the messages that must come back.
 * The first event throws `invalid-environment`, `no-queue` or `invalid-config` when the deployment does not fit the code.
 */
export function consumerEntry(
  entry: ConsumerEntry,
  given?: Surroundings,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  const worker = lazilyLoaded(async () => openEntry(entry, given ?? inLambda()));
  return async ({ Records }) => {
    const failed = await deliver(await worker(), Records.map(deliveryOf));
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}
