import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";

/** Where the AWS services are; all optional: in a Lambda the environment says it. */
export interface ClientOptions {
  /** Such as `http://127.0.0.1:4566`: one local address for every service. */
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** Connections at once; default 200, since with the SDK's 50 a send may wait behind them. */
  readonly maxSockets?: number | undefined;
}

/** What every client is made with; a request that hears nothing for 10 s fails and is tried again by the SDK. */
export function clientConfig({ endpoint, region, credentials, maxSockets = 200 }: ClientOptions) {
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(credentials && { credentials }),
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets },
      httpsAgent: { keepAlive: true, maxSockets },
    },
  };
}

// One function per service, so that a bundle holds only the clients it uses.
export const dynamodbClient = (options: ClientOptions = {}): DynamoDBClient =>
  new DynamoDBClient(clientConfig(options));
export const sqsClient = (options: ClientOptions = {}): SQSClient => new SQSClient(clientConfig(options));
export const snsClient = (options: ClientOptions = {}): SNSClient => new SNSClient(clientConfig(options));
export const eventbridgeClient = (options: ClientOptions = {}): EventBridgeClient =>
  new EventBridgeClient(clientConfig(options));
export const schedulerClient = (options: ClientOptions = {}): SchedulerClient =>
  new SchedulerClient(clientConfig(options));
