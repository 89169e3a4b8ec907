import { Annotations, type Stack } from "aws-cdk-lib";
import * as z from "zod";
import type { Manifest } from "../functions/runtime/manifest.ts";
import { type Config, notDone } from "../functions/runtime/needs.ts";
import { refuse } from "./refuse.ts";
import type { Settings } from "./settings.ts";

/** By system. */
export type Configs = ReadonlyMap<string, Config>;

/** A deployment is told each value on purpose, so a field that the schema would drop is a misspelt one. */
function strict(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema;
}

function help(system: string, schema: z.ZodType, issues: readonly z.core.$ZodIssue[]): string {
  const missed = issues.flatMap(({ path: [field] }) => (field === undefined ? [] : [String(field)]));
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const fields = [...new Set(missed.length > 0 ? missed : known)].map((field) => `"${field}": …`);
  return `set it with -c config:${system}='{ ${fields.join(", ")} }'`;
}

function checkConfig(system: string, { schema }: Config, settings: Settings): void {
  const { error } = strict(schema).safeParse(settings.config(system));
  if (!error) return;
  const faults = error.issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": "));
  refuse("config-invalid", `config:${system}`, faults.join("; "), help(system, schema, error.issues));
}

/** Refuses values that a system would refuse at its start, fields that it does not know, and values for nobody. */
export function checkConfigs({ systems }: Manifest, configs: Configs, settings: Settings): void {
  const names = systems.map(({ name }) => name).filter((name) => configs.has(name));
  for (const given of settings.configured)
    if (!names.includes(given))
      refuse(
        "config-invalid",
        `config:${given}`,
        "no such system has a config.ts",
        `those that do: ${names.join(", ") || "none"}`,
      );
  for (const [name, config] of configs)
    if (settings.systems?.includes(name) ?? true) checkConfig(name, config, settings);
}

/** Warns of a stack where a recommended value of its system is absent, and of what is then not done. */
export function warnOfAbsent(stack: Stack, system: string, config: Config, settings: Settings): void {
  for (const [field, what] of notDone(config, settings.config(system)))
    Annotations.of(stack).addWarningV2(
      `bugle:config:${system}:${field}`,
      `${what}: config:${system} has no ${field}. Set it with -c config:${system}='{ "${field}": … }', to an empty value if that is meant.`,
    );
}

/** Names of the parameters that hold the system's secrets; defaults of the schema count, an absent optional one does not. */
export function secretNames(system: string, config: Config | undefined, settings: Settings): string[] {
  const given = settings.config(system);
  const result = config?.schema.safeParse(given);
  const values = (result?.success ? result.data : given) as Readonly<Record<string, unknown>>;
  return (config?.secrets ?? []).map((field) => values[field]).filter((name) => typeof name === "string");
}
