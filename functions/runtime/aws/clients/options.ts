import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { THRIFT } from "./thrifty.ts";

/** Where the AWS services are; all optional: in a Lambda the environment says it. */
export interface ClientOptions {
  /** Such as `http://127.0.0.1:4566`: one local address for every service. */
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** Connections at once; default 200, since with the SDK's 50 a send may wait behind them. */
  readonly maxSockets?: number | undefined;
  /** What carries requests; default HTTP. */
  readonly requestHandler?: DynamoDBClientConfig["requestHandler"];
}

/** What every client is made with; a request that hears nothing for 10 s fails and is tried again by the SDK. */
export function clientConfig({ endpoint, region, credentials, maxSockets = 200, requestHandler }: ClientOptions) {
  return {
    ...THRIFT,
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(credentials && { credentials }),
    requestHandler: requestHandler ?? {
      connectionTimeout: 2_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets },
      httpsAgent: { keepAlive: true, maxSockets },
    },
  };
}
