import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { LocalAws } from "../deploy/local-aws.ts";

/** The runner's clients: one of each for all systems, shared by the handlers. */
export interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly eventbridge: EventBridgeClient;
  readonly s3: S3Client;
  /** For the pollers alone: a send must never wait behind a long poll. */
  readonly polls: SQSClient;
  readonly streams: DynamoDBStreamsClient;
  close(): void;
}

/** Makes the clients; `queues` is how many queues are polled. */
export function openClients(aws: LocalAws, queues: number): Clients {
  const withSockets = (maxSockets: number) => ({
    ...aws,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, httpAgent: { keepAlive: true, maxSockets } },
  });
  const clients = {
    dynamodb: new DynamoDBClient(withSockets(200)),
    sqs: new SQSClient(withSockets(200)),
    sns: new SNSClient(withSockets(200)),
    eventbridge: new EventBridgeClient(withSockets(200)),
    s3: new S3Client({ ...withSockets(20), forcePathStyle: true }),
    polls: new SQSClient(withSockets(2 * queues + 20)),
    streams: new DynamoDBStreamsClient(withSockets(50)),
  };
  return {
    ...clients,
    close: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
