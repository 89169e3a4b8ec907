import * as z from "zod";
import { BugleError } from "../errors.ts";

const url = z.string().min(1);

/** What a deployment tells a Lambda, or the runner, of its surroundings: names and addresses only, never a secret. */
export const environmentSchema = z.object({
  stage: z.string().min(1),
  system: z.string().min(1),
  region: z.string().min(1),
  tables: z.object({
    journal: z.string().min(1),
    snapshots: z.string().min(1),
    attempts: z.string().min(1),
    models: z.string().min(1),
    keys: z.string().min(1),
    trace: z.string().optional(),
  }),
  /** ARN of the system's topic; relay only. */
  topic: z.string().optional(),
  bus: z.string().optional(),
  /** Queue URL by consumer: a consumer's own, and all it may send to for relay and api. */
  queues: z.record(z.string(), url),
  deadLetterQueues: z.record(z.string(), url),
  /** Whether every journey is traced or some; default always. */
  trace: z.enum(["always", "sampled"]).optional(),
  /** The relay's retry queue. */
  retryQueue: url.optional(),
  /** Where delays are kept that no queue can hold; relay only, and only where a saga waits that long. */
  schedules: z
    .object({
      /** Name of the schedule group. */
      group: z.string().min(1),
      /** ARN of the role under which the scheduler sends. */
      role: z.string().min(1),
      deadLetterQueueArn: z.string().min(1),
      /** By consumer. */
      queueArns: z.record(z.string(), z.string().min(1)),
    })
    .optional(),
  /** Sender of emails. */
  emailFrom: z.string().optional(),
  /** Values for the system's config schema. */
  config: z.record(z.string(), z.unknown()),
});

export type Environment = z.infer<typeof environmentSchema>;

/** The one variable that infrastructure sets and Lambdas read. */
export const ENVIRONMENT_VARIABLE = "BUGLE_ENVIRONMENT";

/** Reads the environment once, at start; throws one error that names every fault. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const text = variables[ENVIRONMENT_VARIABLE];
  const result = environmentSchema.safeParse(text === undefined ? undefined : JSON.parse(text));
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path, message }) => `${path.join(".") || ENVIRONMENT_VARIABLE}: ${message}`,
  );
  throw new BugleError("invalid-environment", `${ENVIRONMENT_VARIABLE} is not valid: ${faults.join("; ")}`, {
    help: "deploy with the infrastructure of the same version as the code",
  });
}
