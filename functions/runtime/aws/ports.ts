import { setTimeout as sleep } from "node:timers/promises";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BugleError } from "../errors.ts";
import type { Services } from "../needs.ts";
import type { Clock, Keys, LogLine, Ports } from "../ports.ts";
import { dynamodbClient } from "./clients/dynamodb.ts";
import type { ClientOptions } from "./clients/options.ts";
import { measureSkew } from "./clock-skew.ts";
import { dynamodbJournal } from "./dynamodb-journal.ts";
import type { Environment } from "./env.ts";
import { lazyAttempts, lazyKeys, lazyModels, lazyRates, lazySnapshots, lazyTrace } from "./lazy-ports.ts";
import { jsonLog } from "./log.ts";
import { traceOf } from "./sampled-trace.ts";

export interface AwsOptions extends ClientOptions {
  /** Default: made with the other options. */
  readonly dynamodb?: DynamoDBClient | undefined;
  /** `awsServices`, for handlers with needs that use them; left out of other bundles. Default: every call fails. */
  readonly services?: Services | undefined;
  /** Default: one JSON line on standard output. */
  readonly log?: ((line: LogLine) => void) | undefined;
}

export type AwsPorts = Ports & { readonly keys: Keys };

const notLent = (name: string) => async (): Promise<never> => {
  throw new BugleError("service-not-lent", `this handler uses ${name} but its needs do not say so`, {
    help: `declare ${name} in the handler's needs`,
  });
};

const noServices: Services = { email: notLent("email"), secret: notLent("secret") };

/** Everything delivery needs, on AWS; make it once per process. */
export function awsPorts(environment: Environment, options: AwsOptions = {}): AwsPorts {
  const { tables } = environment;
  const client = options.dynamodb ?? dynamodbClient(options);
  const clock: Clock = {
    now: Date.now,
    skew: measureSkew(client),
    sleep: async (milliseconds) => {
      await sleep(milliseconds);
    },
    random: Math.random,
  };
  return {
    journal: dynamodbJournal(client, tables.journal),
    snapshots: lazySnapshots(client, tables.snapshots),
    attempts: lazyAttempts(client, tables.attempts),
    rates: lazyRates(client, tables.keys),
    models: lazyModels(client, tables.models),
    keys: lazyKeys(client, tables.keys),
    ...(tables.trace !== undefined && { trace: traceOf(environment, lazyTrace(client, tables.trace)) }),
    clock,
    log: options.log ?? jsonLog(environment.stage),
    services: options.services ?? noServices,
  };
}
