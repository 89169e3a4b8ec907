import type { SQSEvent, SQSRecord } from "aws-lambda";
import type { Envelope } from "../../../functions/runtime/envelope.ts";

/** The data of every message in this folder: 150 bytes or so, as commands have. */
const saleOf = (saleId: string, sku: string) => ({
  saleId,
  sku,
  quantity: 2,
  price: { amount: 1_299, currency: "EUR" },
  customer: "customer-0123456789",
});

/** What a queue would deliver of a sale; `id` is the message, `sku` the stream. */
export function envelopeOf(type: string, id: string, sku: string, more: Partial<Envelope> = {}): Envelope {
  const time = new Date().toISOString();
  return {
    specversion: "1.0",
    id,
    source: "/bench",
    type,
    kind: "command",
    time,
    born: time,
    correlationid: "bench",
    contractversion: 1,
    hops: 0,
    data: saleOf(id, sku),
    ...more,
  };
}

/** An event of the shelf's stream, as the relay would send it. */
export const soldOf = (sku: string, version = 1): Envelope =>
  envelopeOf("ItemSold", `till/shelf/${sku}@${version}.0`, sku, {
    kind: "event",
    stream: `till/shelf/${sku}`,
    streamversion: version,
  });

/** One record of a Lambda's event, received for the `receives`th time. */
const recordOf = (envelope: Envelope, group: string | undefined, receives: number): SQSRecord => ({
  messageId: `sqs-${envelope.id}`,
  receiptHandle: `handle-${envelope.id}`,
  body: JSON.stringify(envelope),
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: "1767225600000",
    SenderId: "AIDAIENQZJOLO23YVJ4VO",
    ApproximateFirstReceiveTimestamp: "1767225600001",
    ...(group !== undefined && { MessageGroupId: group, SequenceNumber: "18849496460467696128" }),
  },
  messageAttributes: {},
  md5OfBody: "e4e68fb7bd0e697a0ae8f1bb342846b3",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:till",
  awsRegion: "us-east-1",
});

/** What Lambda hands over: in a FIFO queue each stream is a group. */
export const eventOf = (envelopes: readonly Envelope[], { fifo = false, receives = 1 } = {}): SQSEvent => ({
  Records: envelopes.map((envelope) => {
    const { sku } = envelope.data as { sku: string };
    return recordOf(envelope, fifo ? sku : undefined, receives);
  }),
});
