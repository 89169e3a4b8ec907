import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { SchedulerClient } from "@aws-sdk/client-scheduler";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { LogLine } from "../../ports.ts";
import type { ClientOptions } from "../clients/options.ts";
import { type Environment, readEnvironment } from "../env.ts";
import { jsonPublished, jsonSetAside } from "../log.ts";

/** What a runner gives an entry in place of a Lambda's surroundings; in a Lambda all of it is read or made at the first event. */
export interface Surroundings {
  readonly environment: Environment;
  /** For clients that are not given. */
  readonly options?: ClientOptions;
  readonly dynamodb?: DynamoDBClient;
  readonly sqs?: SQSClient;
  readonly sns?: SNSClient;
  readonly eventbridge?: EventBridgeClient;
  readonly scheduler?: SchedulerClient;
  /** Default: one JSON line on standard output. */
  readonly log?: (line: LogLine) => void;
  /** Told the type of each event that a relay took; in a Lambda they become metrics, default nobody is told. */
  readonly published?: (types: readonly string[]) => void;
  /** Told how many messages a relay sets aside since they could not be sent; likewise. */
  readonly setAside?: (messages: number) => void;
}

export function inLambda(): Surroundings {
  const environment = readEnvironment();
  return { environment, published: jsonPublished(environment), setAside: jsonSetAside(environment) };
}
