import type { Environment } from "../../../functions/runtime/aws/env.ts";
import type { Consumer, Manifest, System } from "../../../functions/runtime/manifest.ts";

const QUEUES = "https://sqs.us-east-1.amazonaws.com/000000000000/";

const fileOf = ({ name, fifo }: Consumer): string => `${name.replace("/", "-")}${fifo ? ".fifo" : ""}`;
export const urlOf = (consumer: Consumer): string => `${QUEUES}${fileOf(consumer)}`;
export const arnOf = (consumer: Consumer): string => `arn:aws:sqs:us-east-1:000000000000:${fileOf(consumer)}`;

const byName = (consumers: readonly Consumer[], of: (consumer: Consumer) => string) =>
  Object.fromEntries(consumers.map((consumer) => [consumer.name, of(consumer)]));

/** What the Lambdas of a system are told, as if it were deployed; every journey is traced, so that traces can be counted. */
export function environmentOf({ name, consumers }: System, config: Readonly<Record<string, unknown>>): Environment {
  return {
    stage: "cost",
    system: name,
    region: "us-east-1",
    tables: {
      journal: "journal",
      snapshots: "snapshots",
      attempts: "attempts",
      models: "models",
      keys: "keys",
      trace: "trace",
    },
    topic: `arn:aws:sns:us-east-1:000000000000:${name}`,
    bus: "bus",
    queues: byName(consumers, urlOf),
    deadLetterQueues: byName(consumers, urlOf),
    retryQueue: `${QUEUES}retry`,
    schedules: { group: "group", role: "role", deadLetterQueueArn: "dead", targets: consumers.map(({ name }) => name) },
    emailFrom: "shop@example.com",
    config,
  };
}

export const consumersOf = ({ systems }: Manifest): Consumer[] => systems.flatMap(({ consumers }) => consumers);
