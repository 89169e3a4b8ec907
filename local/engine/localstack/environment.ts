import { join } from "node:path";
import { type EngineFolders, engineRegion, inherited } from "../environment.ts";

/** Ports of LocalStack's processes beside its gateway. */
export interface Ports {
  readonly gateway: number;
  readonly dynamodb: number;
}

/** Files of a LocalStack are found, and made, below this folder as they would be below `/` in its image. */
export const fileSystemOf = ({ scratch }: Pick<EngineFolders, "scratch">): string => join(scratch, "root");

/** The whole environment of a LocalStack; its Lambdas are run by the first `node` of the path. */
export function localstackEnvironment(
  { gateway, dynamodb }: Ports,
  folders: EngineFolders,
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  const address = `127.0.0.1:${gateway}`;
  return {
    ...inherited(env),
    GATEWAY_LISTEN: address,
    LOCALSTACK_HOST: address,
    // Outside its image, even where a container hides that.
    OVERRIDE_IN_DOCKER: "0",
    FILESYSTEM_ROOT: fileSystemOf(folders),
    TEMP: folders.scratch,
    XDG_CACHE_HOME: join(folders.scratch, "cache"),
    AWS_DEFAULT_REGION: engineRegion,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    // Otherwise a queue's address begins with `sqs.us-east-1.127.0.0.1`, which is no host.
    SQS_ENDPOINT_STRATEGY: "plain",
    // They triple the time of a send, and nobody reads them here.
    SQS_DISABLE_CLOUDWATCH_METRICS: "1",
    // With the other provider streams come late, from a program that is fetched at run time.
    PROVIDER_OVERRIDE_DYNAMODB: "v2",
    DYNAMODB_LOCAL_PORT: String(dynamodb),
    DYNAMODB_IN_MEMORY: "1",
    // Found by its entry point, with nothing to install.
    PYTHONPATH: join(import.meta.dirname, "node-executor"),
    PYTHONDONTWRITEBYTECODE: "1",
    LAMBDA_RUNTIME_EXECUTOR: "node",
    LAMBDA_RETRY_BASE_DELAY: "1",
    LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC: "0.1",
    LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC: "0.1",
    // Nothing is fetched, nobody is told.
    DNS_ADDRESS: "0",
    SKIP_SSL_CERT_DOWNLOAD: "1",
    DISABLE_EVENTS: "1",
    LS_LOG: "warning",
    PYTHONUNBUFFERED: "1",
  };
}
