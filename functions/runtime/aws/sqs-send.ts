import { createHash } from "node:crypto";
import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from "@aws-sdk/client-sqs";
import { deduplicationId } from "../envelope.ts";
import type { Addressed, Failure } from "../ports.ts";
import { batchesOf } from "./batches.ts";
import { refusedOf, sendAll } from "./sending.ts";
import { wireJson } from "./wire-json.ts";

const MAX_CALL_BYTES = 1024 * 1024;

/** A group or deduplication id that SQS takes: the text itself, or its SHA-256 when too long or of other characters. */
const fifoId = (text: string): string =>
  /^[\x21-\x7e]{1,128}$/.test(text) ? text : createHash("sha256").update(text).digest("hex");

/** One message with the body already written. */
export interface Outbound {
  readonly id: string;
  readonly body: string;
  readonly fields: Omit<SendMessageBatchRequestEntry, "Id" | "MessageBody">;
}

/** Seconds of a delay in milliseconds, never early. */
export const delayed = (delay: number) => ({ DelaySeconds: Math.ceil(delay / 1_000) });

/** A message for a queue: grouped and deduplicated on a FIFO queue, delayed only on a standard one; SQS refuses more than 15 minutes. */
export function outboundFor(url: string, { envelope, group, delay = 0 }: Addressed): Outbound {
  const fields = url.endsWith(".fifo")
    ? { MessageGroupId: fifoId(group ?? envelope.id), MessageDeduplicationId: fifoId(deduplicationId(envelope)) }
    : delay > 0
      ? delayed(delay)
      : {};
  return { id: envelope.id, body: wireJson(envelope), fields };
}

/** Sends to a queue by URL; on a FIFO queue one batch after another. */
export function sendToQueue(client: SQSClient, url: string, messages: readonly Outbound[]): Promise<Failure[]> {
  const batches = batchesOf(messages, ({ body }) => Buffer.byteLength(body), MAX_CALL_BYTES);
  const calls = batches.map((batch) => {
    const ids = batch.map(({ id }) => id);
    const Entries = batch.map(({ body, fields }, i) => ({ Id: String(i), MessageBody: body, ...fields }));
    const send = async () => {
      const { Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
      return refusedOf(ids, Failed);
    };
    return { ids, send };
  });
  return sendAll(calls, { inOrder: url.endsWith(".fifo") });
}
