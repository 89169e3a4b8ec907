import { setTimeout as sleep } from "node:timers/promises";
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { isNamed } from "../../functions/runtime/aws/item.ts";
import { assertAll } from "../../functions/runtime/aws/sqs-inbox.ts";
import { missingQueue } from "./missing-queue.ts";
import type { Poller, Trouble } from "./poller.ts";
import { sqsEvent } from "./sqs-event.ts";
import { type Held, HIDDEN_FOR, hold, type Settled, setVisibility } from "./visibility.ts";

const BATCH = 10;
/** As AWS gives a consumer that calls outside services: one call that hangs holds up its own batch only. */
const BATCHES_AT_ONCE = 5;
const PAUSE_MS = 200;
/** Short enough to be waited for at the end: a poll given up may have taken a message along. Seconds. */
const POLL_FOR = 1;

export interface QueuePollerOptions {
  readonly client: SQSClient;
  readonly url: string;
  readonly region: string;
  readonly handler: (event: SQSEvent) => Promise<SQSBatchResponse>;
  readonly settled: Settled;
  readonly trouble: Trouble;
  /** Gives up the polls still open: what they would have received is not lost, but late. */
  readonly signal: AbortSignal;
}

const handleOf = ({ ReceiptHandle = "" }: Message) => ReceiptHandle;

/** Feeds a queue's messages to its handler, ten at a time and five batches at once, and removes what was handled. */
export function pollQueue({ client, url, region, handler, settled, trouble, signal }: QueuePollerOptions): Poller {
  const running = new Map<Promise<void>, Held>();
  let stopping = false;

  const receive = async (): Promise<Message[]> => {
    const command = new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: BATCH,
      WaitTimeSeconds: POLL_FOR,
      VisibilityTimeout: HIDDEN_FOR,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["All"],
    });
    return (await client.send(command, { abortSignal: signal })).Messages ?? [];
  };

  const handle = async (messages: readonly Message[]): Promise<void> => {
    const { batchItemFailures } = await handler(sqsEvent(messages, url, region));
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const done = messages.filter(({ MessageId = "" }) => !failed.has(MessageId));
    if (done.length === 0) return;
    const Entries = done.map((message, i) => ({ Id: String(i), ReceiptHandle: handleOf(message) }));
    assertAll("removed", (await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }))).Failed);
  };

  const start = (messages: readonly Message[]): void => {
    const held = hold(client, url, messages.map(handleOf), settled);
    const work = handle(messages)
      .catch(trouble)
      .finally(() => {
        held.end();
        running.delete(work);
      });
    running.set(work, held);
  };

  const loop = async (): Promise<void> => {
    while (!stopping) {
      if (running.size >= BATCHES_AT_ONCE) {
        await Promise.race(running.keys());
        continue;
      }
      const messages = await receive();
      if (messages.length === 0) continue;
      if (stopping) await setVisibility(client, url, messages.map(handleOf), 0);
      else start(messages);
    }
  };

  const missing = missingQueue(url);
  const polling = (async () => {
    while (!stopping)
      await loop().catch(async (error: unknown) => {
        if (stopping) return;
        const told = isNamed(error, "QueueDoesNotExist") ? missing(error) : error;
        if (told) trouble(told);
        await sleep(PAUSE_MS);
      });
  })();

  return {
    stop: async (patienceMs) => {
      stopping = true;
      await Promise.all([
        polling,
        Promise.race([Promise.all(running.keys()), sleep(patienceMs, undefined, { ref: false })]),
      ]);
      await Promise.all([...running.values()].map((held) => held.release().catch(trouble)));
    },
  };
}
