import type { Loaded } from "../../functions/runtime/manifest-files.ts";
import { notDone } from "../../functions/runtime/needs.ts";
import type { Reporter } from "./reporter.ts";

type Values = Readonly<Record<string, unknown>>;

/** Says what systems do not do for want of a recommended value: one line each. */
export function sayNotDone(
  { step }: Reporter,
  { manifest, configs }: Loaded,
  valuesOf: (system: string) => Values,
): void {
  for (const { name: system } of manifest.systems) {
    const config = configs.get(system);
    for (const [field, what] of config ? notDone(config, valuesOf(system)) : [])
      step("left out", `${what}: config:${system} has no ${field}`, 0);
  }
}
