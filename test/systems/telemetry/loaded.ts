import { fileURLToPath } from "node:url";
import type { Loaded } from "../../../functions/runtime/manifest-files.ts";
import { readManifest } from "../../../functions/runtime/manifest-files.ts";

const all = await readManifest(fileURLToPath(new URL("../../../functions", import.meta.url)));

/** Telemetry as it is deployed, or some of its consumers alone. */
export function telemetry(...consumers: readonly string[]): Loaded {
  const wanted = (name: string) => consumers.length === 0 || consumers.includes(name.replace("telemetry/", ""));
  const systems = all.manifest.systems
    .filter(({ name }) => name === "telemetry")
    .map((system) => ({ ...system, consumers: system.consumers.filter(({ name }) => wanted(name)) }));
  return { ...all, manifest: { systems } };
}
