import { BugleError } from "../errors.ts";
import { type Check, choice, dictionary, list, object, optional, text, whatever } from "./faults.ts";

/** What a deployment tells a Lambda, or the runner, of its surroundings: names and addresses only, never a secret. */
export interface Environment {
  readonly stage: string;
  readonly system: string;
  readonly region: string;
  readonly tables: {
    readonly journal: string;
    readonly snapshots: string;
    readonly attempts: string;
    readonly models: string;
    readonly keys: string;
    readonly trace?: string | undefined;
  };
  /** ARN of the system's topic; relay only. */
  readonly topic?: string | undefined;
  readonly bus?: string | undefined;
  /** Queue URL by consumer: a consumer's own, and all it may send to for relay and api. */
  readonly queues: Readonly<Record<string, string>>;
  readonly deadLetterQueues: Readonly<Record<string, string>>;
  /** Whether every journey is traced or some; default always. */
  readonly trace?: "always" | "sampled" | undefined;
  /** The relay's retry queue. */
  readonly retryQueue?: string | undefined;
  /** Where delays are kept that no queue can hold; relay only, and only where a saga waits that long or commands are sent. */
  readonly schedules?:
    | {
        /** Name of the schedule group. */
        readonly group: string;
        /** ARN of the role under which the scheduler sends. */
        readonly role: string;
        readonly deadLetterQueueArn: string;
        /** Consumers that the scheduler may send to: to their queues, or, where those are FIFO, to the retry queue. */
        readonly targets: readonly string[];
      }
    | undefined;
  /** Sender of emails. */
  readonly emailFrom?: string | undefined;
  /** Values for the system's config schema. */
  readonly config: Readonly<Record<string, unknown>>;
}

const environment = object({
  stage: text,
  system: text,
  region: text,
  tables: object({ journal: text, snapshots: text, attempts: text, models: text, keys: text, trace: optional(text) }),
  topic: optional(text),
  bus: optional(text),
  queues: dictionary(text),
  deadLetterQueues: dictionary(text),
  trace: optional(choice("always", "sampled")),
  retryQueue: optional(text),
  schedules: optional(object({ group: text, role: text, deadLetterQueueArn: text, targets: list(text) })),
  emailFrom: optional(text),
  config: dictionary(whatever),
} satisfies Record<keyof Environment, Check>);

/** The one variable that infrastructure sets and Lambdas read. */
export const ENVIRONMENT_VARIABLE = "BUGLE_ENVIRONMENT";

/** Reads the environment once, at start; throws one error that names every fault. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const told = variables[ENVIRONMENT_VARIABLE];
  const value: unknown = told === undefined ? undefined : JSON.parse(told);
  const faults = environment(value, ENVIRONMENT_VARIABLE);
  if (faults.length === 0) return value as Environment;
  throw new BugleError("invalid-environment", `${ENVIRONMENT_VARIABLE} is not valid: ${faults.join("; ")}`, {
    help: "deploy with the infrastructure of the same version as the code",
  });
}
