import { readFileSync } from "node:fs";
import { ENVIRONMENT_VARIABLE, type Environment, readEnvironment } from "../../functions/runtime/aws/env.ts";
import { LocalError } from "../engine/errors.ts";

/** One system as it was deployed. */
export interface DeployedSystem {
  readonly environment: Environment;
  /** ARN of the journal's stream. */
  readonly stream: string;
}

/** What a deployment left behind. */
export interface Deployment {
  readonly systems: readonly DeployedSystem[];
  /** The bucket for records that a relay could not deliver. */
  readonly failedRecords: string;
  /** What it does without, each in a line that says why. */
  readonly leftOut: readonly string[];
}

type Outputs = Record<string, Record<string, string>>;

const systemIn = ({ Environment: text, JournalStream: stream }: Record<string, string>): DeployedSystem[] =>
  text !== undefined && stream !== undefined
    ? [{ environment: readEnvironment({ [ENVIRONMENT_VARIABLE]: text }), stream }]
    : [];

/** Reads the outputs file of a deployment; throws LocalError `not-deployed` if there is none. */
export function readOutputs(file: string): Deployment {
  const stacks = Object.values<Record<string, string>>(JSON.parse(readText(file)) as Outputs);
  const failedRecords = stacks.map(({ FailedRecordsBucket: bucket }) => bucket).find((bucket) => bucket !== undefined);
  const systems = stacks.flatMap(systemIn);
  const leftOut = stacks.flatMap(({ LeftOut: lines }): string[] => (lines === undefined ? [] : JSON.parse(lines)));
  if (failedRecords !== undefined && systems.length > 0) return { systems, failedRecords, leftOut };
  throw notDeployed(`${file} names no system and no bucket for failed records`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw notDeployed(`there is no ${file}`, cause);
  }
}

function notDeployed(why: string, cause?: unknown): LocalError {
  return new LocalError({
    code: "not-deployed",
    message: `Nothing has been deployed from this folder: ${why}.`,
    help: "Run `npm start`, which deploys.",
    cause,
  });
}
