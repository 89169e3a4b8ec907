import { type MessageAttributeValue, PublishBatchCommand, type SNSClient } from "@aws-sdk/client-sns";
import { type Envelope, MAX_MESSAGE_BYTES, ownerOf } from "../envelope.ts";
import type { Failure } from "../ports.ts";
import { batchesOf } from "./batches.ts";
import { refusedOf, sendAll } from "./sending.ts";
import { wireJson } from "./wire-json.ts";

interface Entry {
  readonly id: string;
  readonly message: string;
  readonly attributes: Record<string, MessageAttributeValue>;
  readonly bytes: number;
}

const text = (StringValue: string): MessageAttributeValue => ({ DataType: "String", StringValue });

function entryOf(envelope: Envelope): Entry {
  const { id, type, stream = "", traceparent } = envelope;
  const message = wireJson(envelope);
  const values = { type, streamkind: ownerOf(stream) || "none", ...(traceparent && { traceparent }) };
  const attributes = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, text(value)]));
  const names = Object.entries(values).map(([name, value]) => `${name}String${value}`);
  return { id, message, attributes, bytes: Buffer.byteLength(message + names.join("")) };
}

/** Publishes to a topic, the filter attributes beside each envelope; a message over the topic's limit is answered as a failure. */
export async function publishToTopic(
  client: SNSClient,
  topic: string,
  envelopes: readonly Envelope[],
): Promise<Failure[]> {
  const entries = envelopes.map(entryOf);
  const tooLarge = entries
    .filter(({ bytes }) => bytes > MAX_MESSAGE_BYTES)
    .map(({ id, bytes }) => ({ id, reason: `message-too-large: ${bytes} bytes; the limit is ${MAX_MESSAGE_BYTES}` }));
  const fitting = entries.filter(({ bytes }) => bytes <= MAX_MESSAGE_BYTES);
  const batches = batchesOf(fitting, ({ bytes }) => bytes, MAX_MESSAGE_BYTES);
  const calls = batches.map((batch) => ({
    ids: batch.map(({ id }) => id),
    send: () => publishBatch(client, topic, batch),
  }));
  return [...tooLarge, ...(await sendAll(calls))];
}

async function publishBatch(client: SNSClient, topic: string, batch: readonly Entry[]): Promise<Failure[]> {
  const entries = batch.map(({ message, attributes }, i) => ({
    Id: String(i),
    Message: message,
    MessageAttributes: attributes,
  }));
  const command = new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries: entries });
  const { Failed } = await client.send(command);
  const ids = batch.map(({ id }) => id);
  return refusedOf(ids, Failed);
}
