import type { SQSRecord, StreamRecord } from "aws-lambda";
import type { ClientOptions } from "../../../functions/runtime/aws/clients/options.ts";
import { snsClient } from "../../../functions/runtime/aws/clients/sns.ts";
import { sqsClient } from "../../../functions/runtime/aws/clients/sqs.ts";
import { relayEntry } from "../../../functions/runtime/aws/entry/relay.ts";
import type { Surroundings } from "../../../functions/runtime/aws/entry/surroundings.ts";
import { jsonLog, jsonPublished } from "../../../functions/runtime/aws/log.ts";
import { awsPorts } from "../../../functions/runtime/aws/ports.ts";
import { awsRoads } from "../../../functions/runtime/aws/roads.ts";
import type { Consumer, System } from "../../../functions/runtime/manifest.ts";
import type { Loaded } from "../../../functions/runtime/manifest-files.ts";
import { routesOf } from "../../../functions/runtime/routes.ts";
import type { Served } from "../../../local/runner/apis.ts";
import { entryOf } from "../../../local/runner/systems.ts";
import { environmentOf } from "./deployment.ts";

/** The Lambdas of one system, run in this process. */
export interface Lambdas {
  readonly served: Served;
  /** Handles one message, by consumer; answers whether it must come again. */
  receive(consumer: Consumer, body: string, receives: number): Promise<boolean>;
  relay(item: NonNullable<StreamRecord["NewImage"]>): Promise<void>;
}

export interface LambdasOptions {
  readonly loaded: Loaded;
  readonly clients: ClientOptions;
  readonly config: Readonly<Record<string, unknown>>;
  readonly write: (line: string) => unknown;
}

const record = (body: string, receives: number): SQSRecord => ({
  messageId: "message",
  receiptHandle: "handle",
  body,
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: "",
    SenderId: "",
    ApproximateFirstReceiveTimestamp: "",
    MessageGroupId: "group",
  },
  messageAttributes: {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "",
  awsRegion: "us-east-1",
});

export function openLambdas(system: System, { loaded, clients, config, write }: LambdasOptions): Lambdas {
  const environment = environmentOf(system, config);
  const { stage } = environment;
  const log = jsonLog(stage, write);
  const published = jsonPublished({ stage, system: system.name }, write);
  const given: Surroundings = { environment, options: clients, log, published };
  const routes = routesOf({ systems: [system] });
  const relay = relayEntry({ routes, system: system.name }, given);
  const handlers = new Map(system.consumers.map((consumer) => [consumer.name, entryOf(loaded, consumer, given)]));
  const roads = awsRoads(environment, routes, { sns: snsClient(clients), sqs: sqsClient(clients) });
  return {
    served: { name: system.name, routes, ports: { ...awsPorts(environment, { ...clients, log }), roads } },
    receive: async (consumer, body, receives) => {
      const answer = await handlers.get(consumer.name)?.({ Records: [record(body, receives)] });
      return (answer?.batchItemFailures.length ?? 0) > 0;
    },
    relay: async (item) => {
      const dynamodb: StreamRecord = { NewImage: item, SequenceNumber: "1" };
      const { batchItemFailures } = await relay({ Records: [{ eventName: "INSERT", dynamodb }] });
      if (batchItemFailures.length > 0) throw new Error(`the relay of ${system.name} could not send a commit`);
    },
  };
}
