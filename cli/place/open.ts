import { resolve } from "node:path";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { S3Client } from "@aws-sdk/client-s3";
import { dynamodbClient } from "../../functions/runtime/aws/clients/dynamodb.ts";
import { type ClientOptions, clientConfig } from "../../functions/runtime/aws/clients/options.ts";
import { sqsClient } from "../../functions/runtime/aws/clients/sqs.ts";
import { cloudwatchAges } from "../../functions/runtime/aws/operations/ages.ts";
import { type Deployed, readDeployed } from "../../functions/runtime/aws/operations/deployed.ts";
import type { Looking } from "../../functions/runtime/aws/operations/status.ts";
import { type Loaded, readManifest } from "../../functions/runtime/manifest-files.ts";
import { localAws } from "../../local/deploy/local-aws.ts";
import { localEndpoint } from "../../local/runner/deployed.ts";
import { project } from "../project.ts";
import { engineAges } from "./engine-ages.ts";

/** Where a command looks. */
export interface PlaceOptions {
  readonly root: string;
  readonly stage?: string;
  readonly region?: string;
}

/** A deployment that a command looks at. */
export interface Place {
  /** What it is, in words: the first line of every output. */
  readonly title: string;
  readonly local: boolean;
  readonly loaded: Loaded;
  readonly deployed: Deployed;
  readonly looking: Looking;
  close(): void;
}

/** The stage that `npm start` deploys. */
const LOCAL_STAGE = "local";

function openClients(options: ClientOptions) {
  const config = clientConfig(options);
  return {
    cloudformation: new CloudFormationClient(config),
    cloudwatch: new CloudWatchClient(config),
    s3: new S3Client({ ...config, forcePathStyle: options.endpoint !== undefined }),
    dynamodb: dynamodbClient(options),
    sqs: sqsClient(options),
  };
}

/** Both places are read in the same way; they differ in address and credentials. */
async function addressOf({ stage, region }: PlaceOptions): Promise<ClientOptions> {
  if (stage === undefined) return localAws(await localEndpoint(project, process.env));
  return { endpoint: process.env["AWS_ENDPOINT_URL"]?.trim() || undefined, region };
}

export async function openPlace(options: PlaceOptions): Promise<Place> {
  const [address, loaded] = await Promise.all([addressOf(options), readManifest(resolve(options.root))]);
  const { cloudformation, cloudwatch, ...clients } = openClients(address);
  const { stage = LOCAL_STAGE } = options;
  const local = options.stage === undefined;
  const close = () => {
    for (const client of [cloudformation, cloudwatch, ...Object.values(clients)]) client.destroy();
  };
  try {
    const names = loaded.manifest.systems.map(({ name }) => name);
    const deployed = await readDeployed(cloudformation, stage, names);
    const { account, region } = deployed;
    const at = address.endpoint === undefined ? "" : ` at ${address.endpoint}`;
    const title = local ? `local cloud${at}` : `stage ${stage} in account ${account}, ${region}${at}`;
    const ages = local ? engineAges(address.endpoint ?? "") : cloudwatchAges(cloudwatch);
    return { title, local, loaded, deployed, looking: { ...clients, ages }, close };
  } catch (error) {
    close();
    throw error;
  }
}
