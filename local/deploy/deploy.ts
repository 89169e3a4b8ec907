import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalError } from "../engine/errors.ts";
import { assetBucket, ensureBucket } from "./asset-bucket.ts";
import { runCdk } from "./cdk-process.ts";
import type { LocalAws } from "./local-aws.ts";
import { type Deployment, readOutputs } from "./outputs.ts";
import { reasonOf } from "./reason.ts";

export interface DeployOptions {
  /** The checkout whose app is deployed. */
  readonly root: string;
  /** Folder of the systems. */
  readonly functions: string;
  /** Where the synthesized app, the CLI's log and the outputs go. */
  readonly state: string;
  readonly aws: LocalAws;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

const flags = [
  ...["deploy", "--all", "--app", "node infra/app.ts", "--method", "direct", "--concurrency", "4"],
  ...["--require-approval", "never", "--no-notices", "--no-version-reporting", "--no-color", "--progress", "events"],
  ...["-c", "stage=local", "-c", "bugle:local=true", "-c", "bugle:handlers=runner"],
];

/** Where the outputs of the last deployment are kept. */
export const outputsFile = (state: string): string => join(state, "outputs.json");

/**
 * Deploys the checkout's CDK app to the local cloud, handlers left to the runner; answers what it left behind.
 * Throws LocalError `deploy-failed` with the CLI's reason; all it said is in `deploy.log`.
 */
export async function deploy({ root, functions, state, aws, env, signal }: DeployOptions): Promise<Deployment> {
  mkdirSync(state, { recursive: true });
  await ensureBucket(aws, assetBucket(aws));
  const args = [
    ...flags,
    "-c",
    `bugle:functions-root=${functions}`,
    "--output",
    join(state, "cdk.out"),
    "--outputs-file",
    outputsFile(state),
  ];
  const { code, output } = await runCdk({ root, aws, args, env, signal });
  const log = join(state, "deploy.log");
  writeFileSync(log, output);
  if (code === 0) return readOutputs(outputsFile(state));
  throw new LocalError({
    code: "deploy-failed",
    message: `The app could not be deployed to ${aws.endpoint}:\n${reasonOf(output)}`,
    help: `Mend what it names, then run the same command again; everything the CDK said is in ${log}.`,
  });
}
