import { type CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { BugleError } from "../../errors.ts";
import { ENVIRONMENT_VARIABLE, type Environment, readEnvironment } from "../env.ts";
import { isNamed } from "../item.ts";

/** One system as an operator finds it. */
export interface DeployedSystem {
  readonly name: string;
  readonly environment: Environment;
  /** URL of the dead-letter queue of the relay's retry queue. */
  readonly retryDeadLetters: string;
  /** Queue URLs by what could not deliver; those of the bus and of the scheduler only where something travels over them. */
  readonly undeliverable: Readonly<Partial<Record<"topic" | "rules" | "timers", string>>>;
  /** Name of the relay's Lambda; absent where a runner runs the handlers. */
  readonly relayFunction?: string;
}

/** What stands in an account under one stage's name. */
export interface Deployed {
  readonly stage: string;
  readonly account: string;
  readonly region: string;
  readonly systems: readonly DeployedSystem[];
  /** Bucket of the records that a relay could not deliver. */
  readonly failedRecords: string;
  /** URL of the queue of what the bus could not deliver. */
  readonly busUndeliverable: string;
}

interface Stack {
  readonly id: string;
  readonly outputs: Readonly<Record<string, string>>;
}

async function describe(client: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    if (!stack) return undefined;
    const outputs = (stack.Outputs ?? []).map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]);
    return { id: stack.StackId ?? "", outputs: Object.fromEntries(outputs) };
  } catch (error) {
    // The one error by which CloudFormation says that a stack does not exist.
    if (isNamed(error, "ValidationError")) return undefined;
    throw error;
  }
}

async function systemOf(client: CloudFormationClient, stage: string, name: string): Promise<DeployedSystem[]> {
  const [data, code] = await Promise.all([
    describe(client, `Bugle-${stage}-${name}-data`),
    describe(client, `Bugle-${stage}-${name}`),
  ]);
  const { Environment: text, RetryDeadLetterQueue: retryDeadLetters, ...outputs } = data?.outputs ?? {};
  if (text === undefined || retryDeadLetters === undefined) return [];
  const relayFunction = code?.outputs["RelayFunction"];
  const { UndeliverableQueue: topic, BusUndeliverableQueue: rules, TimersUndeliverableQueue: timers } = outputs;
  return [
    {
      name,
      environment: readEnvironment({ [ENVIRONMENT_VARIABLE]: text }),
      retryDeadLetters,
      undeliverable: { ...(topic && { topic }), ...(rules && { rules }), ...(timers && { timers }) },
      ...(relayFunction !== undefined && { relayFunction }),
    },
  ];
}

/** Finds what is deployed of these systems, by the outputs of their stacks; throws `not-deployed` if nothing is. */
export async function readDeployed(
  client: CloudFormationClient,
  stage: string,
  names: readonly string[],
): Promise<Deployed> {
  const [platform, ...systems] = await Promise.all([
    describe(client, `Bugle-${stage}-platform`),
    ...names.map((name) => systemOf(client, stage, name)),
  ] as const);
  const { FailedRecordsBucket: failedRecords, BusUndeliverableQueue: busUndeliverable } = platform?.outputs ?? {};
  if (!platform || !failedRecords || !busUndeliverable || systems.flat().length === 0)
    throw new BugleError("not-deployed", `no system of this folder is deployed as stage ${stage}`, {
      help: "name a stage that is, with --stage and --region, or deploy this one anew: an older one tells too little of itself",
    });
  const [, , , region = "", account = ""] = platform.id.split(":");
  return { stage, account, region, systems: systems.flat(), failedRecords, busUndeliverable };
}
