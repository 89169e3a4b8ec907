import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Without } from "../../infra/left-out.ts";
import { LocalError } from "../engine/errors.ts";
import { assetBucket, ensureBucket } from "./asset-bucket.ts";
import { runCdk } from "./cdk-process.ts";
import type { LocalAws } from "./local-aws.ts";
import { type Deployment, readOutputs } from "./outputs.ts";
import { reasonOf } from "./reason.ts";
import { verifyDeployed } from "./verify.ts";

export interface DeployOptions {
  /** The checkout whose app is deployed. */
  readonly root: string;
  /** Folder of the systems. */
  readonly functions: string;
  /** Names of those that are deployed; absent: all. */
  readonly systems?: readonly string[] | undefined;
  /** Where the synthesized app, the CLI's log and the outputs go. */
  readonly state: string;
  readonly aws: LocalAws;
  readonly env: NodeJS.ProcessEnv;
  /** Who handles messages: this process, or Lambdas inside the engine. */
  readonly handlers: "runner" | "lambda";
  /** Values that Lambdas need and only this run knows, by system: they win over those of cdk.json. */
  readonly config: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What the endpoint does not know of CloudFormation, and why it is left out. */
  readonly without: Without;
  readonly signal?: AbortSignal | undefined;
}

const flags = [
  ...["deploy", "Bugle-local-*", "--method", "direct", "--concurrency", "4"],
  ...["--require-approval", "never", "--no-notices", "--no-version-reporting", "--no-color", "--progress", "events"],
  ...["-c", "stage=local", "-c", "bugle:local=true"],
];

const fromCdkJson = z.object({ context: z.record(z.string(), z.unknown()).default({}) });

/** The configuration as the app takes it; the runner gives its handlers their values itself. */
function configFlags({ root, handlers, config }: DeployOptions): string[] {
  if (handlers === "runner") return [];
  const { context } = fromCdkJson.parse(JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")));
  return Object.entries(config).flatMap(([system, values]) => {
    const key = `config:${system}`;
    return ["-c", `${key}=${JSON.stringify({ ...(context[key] as object | undefined), ...values })}`];
  });
}

/** Where the outputs of the last deployment are kept. */
export const outputsFile = (state: string): string => join(state, "outputs.json");

/**
 * Deploys the project's CDK app, but for stacks of its own, to the local cloud; answers what it left behind.
 * Throws LocalError `deploy-failed` with the CLI's reason, all it said is in `deploy.log`; `deploy-incomplete` if the endpoint lacks what it says it made.
 */
export async function deploy(options: DeployOptions): Promise<Deployment> {
  const { root, functions, systems, state, aws, env, handlers, without, signal } = options;
  mkdirSync(state, { recursive: true });
  const out = join(state, "cdk.out");
  // Bundles of earlier code would gather in it.
  rmSync(out, { recursive: true, force: true });
  await ensureBucket(aws, assetBucket(aws));
  const args = [
    ...flags,
    ...["-c", `bugle:handlers=${handlers}`, "-c", `bugle:functions-root=${functions}`],
    ...["-c", `bugle:without=${JSON.stringify(without)}`],
    ...(systems ? ["-c", `systems=${systems.join(",")}`] : []),
    ...configFlags(options),
    "--output",
    out,
    "--outputs-file",
    outputsFile(state),
  ];
  const { code, output } = await runCdk({ root, aws, args, env, signal });
  const log = join(state, "deploy.log");
  writeFileSync(log, output);
  if (code === 0) {
    await verifyDeployed(aws, out);
    return readOutputs(outputsFile(state));
  }
  throw new LocalError({
    code: "deploy-failed",
    message: `The app could not be deployed to ${aws.endpoint}:\n${reasonOf(output)}`,
    help: `Mend what it names, then run the same command again; if it names nothing of yours, what an earlier run left may be in its way: \`npm run reset\` (or \`npx bugle reset\`) clears it. Everything the CDK said is in ${log}.`,
  });
}
