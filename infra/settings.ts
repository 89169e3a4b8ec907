import type { Node } from "constructs";
import * as z from "zod";
import { BugleError } from "../functions/runtime/errors.ts";
import { type Without, without } from "./left-out.ts";
import { nearMiss } from "./near-miss.ts";

const flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]).default(false);

const schema = z.object({
  stage: z
    .string()
    .regex(
      /^[a-z](?:-?[a-z0-9]){0,19}$/,
      "must be 1 to 20 lower-case letters, digits and single hyphens, a letter first",
    )
    .default("dev"),
  "bugle:handlers": z.enum(["lambda", "runner"]).default("lambda"),
  "bugle:local": flag,
  "bugle:without": without,
  systems: z
    .string()
    .min(1)
    .transform((text) => text.split(",").map((name) => name.trim()))
    .optional(),
  issuer: z.url().optional(),
  audience: z.string().min(1).optional(),
  emailFrom: z.email().optional(),
  alarmEmail: z.email().optional(),
  trace: z.enum(["always", "sampled"]).optional(),
  keep: z.enum(["facts", "nothing"]).default("facts"),
  archiveDays: z.coerce.number().int().min(1).max(3_650).default(30),
  apiRate: z.coerce.number().int().min(1).max(1_000_000).default(1_000),
  apiConcurrency: z.coerce.number().int().min(1).max(1_000_000).optional(),
});

const CONFIG = "config:";

/** Every key that a deployment may be told, beside `config:<system>`. */
export const CONTEXT_KEYS: readonly string[] = Object.keys(schema.shape);

/** What a deployment was asked for, from `-c key=value` or the context of cdk.json. */
export interface Settings {
  /** Default `dev`; part of every stack's name. */
  readonly stage: string;
  /** Who runs the handlers; `runner` leaves the Lambdas out. */
  readonly handlers: "lambda" | "runner";
  /** For an engine on this machine: nothing is kept on delete, no bootstrap, no alarms, no dashboards. */
  readonly local: boolean;
  /** Those that are deployed; absent: all. */
  readonly systems?: readonly string[];
  /** What an engine does not know and has to do without, and why; default nothing. */
  readonly without: Without;
  /** Whether facts outlive their stacks and cannot be deleted; default true, never locally. */
  readonly keeps: boolean;
  /** How long the bus's archive can replay an event; default 30. */
  readonly archiveDays: number;
  /** Requests a second that each HTTP API takes, from all callers together; default 1,000, twice that at once. */
  readonly apiRate: number;
  /** Runs that each API has at once, reserved of the account's; absent: as many as the account has left. */
  readonly apiConcurrency?: number;
  /** Whose tokens the HTTP API accepts; IAM when absent. */
  readonly jwt?: { readonly issuer: string; readonly audience: readonly string[] };
  readonly emailFrom?: string;
  readonly alarmEmail?: string;
  /** Whether every journey is traced; `sampled` unless local. */
  readonly trace: "always" | "sampled";
  /** Names that `config:` was given for, whether or not there is such a system. */
  readonly configured: readonly string[];
  /** Values of a system's configuration, from `config:<system>`. */
  config(system: string): Readonly<Record<string, unknown>>;
}

const invalid = (faults: readonly string[]) =>
  new BugleError("context-invalid", `the context is not valid: ${faults.join("; ")}`, {
    help: "correct it with `-c key=value` or in the context of cdk.json",
  });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function configOf(node: Node, system: string): Readonly<Record<string, unknown>> {
  const given: unknown = node.tryGetContext(`config:${system}`) ?? {};
  const result = z.record(z.string(), z.unknown()).safeParse(typeof given === "string" ? parseJson(given) : given);
  if (!result.success) throw invalid([`config:${system} must be a JSON object`]);
  return result.data;
}

/** Keys that nobody reads and that somebody meant for one of these; those of the CDK have a colon, after a word unlike ours. */
const misspelt = (keys: readonly string[]): string[] =>
  keys.flatMap((key) => {
    const [word = "", ...rest] = key.split(":");
    const meant = nearMiss(word, rest.length === 0 ? CONTEXT_KEYS : ["config"]);
    return meant ? [`${key} is not known; is ${[meant, ...rest].join(":")} meant?`] : [];
  });

/** Reads the context once; throws `context-invalid`, naming every fault. */
export function readSettings(node: Node): Settings {
  const keys = Object.keys(node.getAllContext());
  const unknown = misspelt(keys);
  if (unknown.length > 0) throw invalid(unknown);
  const given = CONTEXT_KEYS.map((key) => [key, node.tryGetContext(key)]);
  const result = schema.safeParse(Object.fromEntries(given));
  if (!result.success) throw invalid(result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  const { stage, systems, issuer, audience, emailFrom, alarmEmail, trace, keep, archiveDays, ...rest } = result.data;
  const { apiRate, apiConcurrency, ...own } = rest;
  if ((issuer === undefined) !== (audience === undefined))
    throw invalid(["issuer and audience belong together, and only one is given"]);
  const local = own["bugle:local"];
  return {
    stage,
    handlers: own["bugle:handlers"],
    local,
    without: own["bugle:without"],
    ...(systems && { systems }),
    keeps: !local && keep === "facts",
    archiveDays,
    apiRate,
    ...(apiConcurrency && { apiConcurrency }),
    ...(issuer && audience && { jwt: { issuer, audience: audience.split(",") } }),
    ...(emailFrom && { emailFrom }),
    ...(alarmEmail && { alarmEmail }),
    trace: trace ?? (local ? "always" : "sampled"),
    configured: keys.filter((key) => key.startsWith(CONFIG)).map((key) => key.slice(CONFIG.length)),
    config: (system) => configOf(node, system),
  };
}
