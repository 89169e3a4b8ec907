import { BugleError } from "./errors.ts";
import type { Manifest } from "./manifest.ts";

/** The systems of these names alone, in their own order; all of them without names. Throws `unknown-system`. */
export function chosen(manifest: Manifest, names: readonly string[] | undefined): Manifest {
  if (names === undefined) return manifest;
  const known = manifest.systems.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return { systems: manifest.systems.filter(({ name }) => names.includes(name)) };
  throw new BugleError("unknown-system", `There is no system ${unknown.join(", ")}.`, {
    help: `Name some of these: ${known.join(", ") || "none is there"}.`,
  });
}
