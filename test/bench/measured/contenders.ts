import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { dynamodbClient } from "../../../functions/runtime/aws/clients/dynamodb.ts";
import { sqsClient } from "../../../functions/runtime/aws/clients/sqs.ts";
import type { Envelope } from "../../../functions/runtime/envelope.ts";
import { openConsumer } from "./bugle.ts";
import { envelopeOf, eventOf } from "./messages.ts";
import { openPowertools } from "./powertools.ts";
import { alwaysFine } from "./transport.ts";

/** Who handles batches of ten, each message a stream of its own. */
export interface Contender {
  readonly handle: (event: SQSEvent) => Promise<SQSBatchResponse>;
  readonly batch: (round: number) => SQSEvent;
}

const TEN = Array.from({ length: 10 }, (_, i) => i);

const batchOf = (type: string, fifo: boolean) => (round: number) =>
  eventOf(
    TEN.map((i): Envelope => envelopeOf(type, `${type}-${round}-${i}`, `sku-${i}`)),
    { fifo },
  );

const bugle =
  (consumer: string, type: string) =>
  (delay: number): Contender => {
    const config = alwaysFine(delay);
    const { handle, fifo } = openConsumer(consumer, dynamodbClient(config), sqsClient(config));
    return { handle, batch: batchOf(type, fifo) };
  };

type ClientOf = (config: ReturnType<typeof alwaysFine>) => DynamoDBClient;

/** A client that costs as little per request as ours; Powertools looks for the step after which it says its name. */
const ourClient: ClientOf = (config) => {
  const client = dynamodbClient(config);
  client.middlewareStack.add((next) => next, { step: "build", name: "getUserAgentMiddleware" });
  return client;
};

const powertools =
  (fifo: boolean, clientOf: ClientOf = (config) => new DynamoDBClient(config)) =>
  (delay: number): Contender => {
    const client = clientOf(alwaysFine(delay));
    return { handle: openPowertools(client, { fifo }), batch: batchOf("RecordSale", fifo) };
  };

/** By name: makes one on a transport with that delay in milliseconds. */
export const contenders = {
  powertools: powertools(false),
  "powertools-fifo": powertools(true),
  "powertools-thrifty": powertools(false, ourClient),
  stateless: bugle("till/record-sale", "RecordSale"),
  again: bugle("till/print-receipt", "PrintReceipt"),
  state: bugle("till/shelf", "SellItem"),
  hold: bugle("till/pay-out", "PayOut"),
};

export type ContenderName = keyof typeof contenders;
