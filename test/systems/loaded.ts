import { join } from "node:path";
import { chosen } from "../../functions/runtime/chosen.ts";
import { type Loaded, readManifest } from "../../functions/runtime/manifest-files.ts";

const all = await readManifest(join(import.meta.dirname, "../../functions"));

/** A system as it is deployed, or some of its consumers alone. */
export function loadedSystem(system: string, ...consumers: readonly string[]): Loaded {
  const wanted = (name: string) => consumers.length === 0 || consumers.includes(name.replace(`${system}/`, ""));
  const systems = chosen(all.manifest, [system]).systems.map((each) => ({
    ...each,
    consumers: each.consumers.filter(({ name }) => wanted(name)),
  }));
  return { ...all, manifest: { systems } };
}
