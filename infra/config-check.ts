import type { Manifest } from "../functions/runtime/manifest.ts";
import type { Config } from "../functions/runtime/needs.ts";
import { refuse } from "./refuse.ts";
import type { Settings } from "./settings.ts";

/** By system. */
export type Configs = ReadonlyMap<string, Config>;

/** Refuses values that a system would refuse at its start; a system without a schema has nothing to check. */
export function checkConfigs({ systems }: Manifest, configs: Configs, settings: Settings): void {
  for (const { name } of systems) {
    const result = configs.get(name)?.schema.safeParse(settings.config(name));
    if (!result || result.success) continue;
    const faults = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    const fields = result.error.issues.map(({ path }) => `"${path[0]?.toString()}": …`).join(", ");
    refuse("config-invalid", `config:${name}`, faults.join("; "), `set it with -c config:${name}='{ ${fields} }'`);
  }
}

/** Names of the parameters that hold the system's secrets; defaults of the schema count, an absent optional one does not. */
export function secretNames(system: string, config: Config | undefined, settings: Settings): string[] {
  const given = settings.config(system);
  const result = config?.schema.safeParse(given);
  const values = (result?.success ? result.data : given) as Readonly<Record<string, unknown>>;
  return (config?.secrets ?? []).map((field) => values[field]).filter((name) => typeof name === "string");
}
