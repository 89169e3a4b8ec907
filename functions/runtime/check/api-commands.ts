import { dirname, join } from "node:path";
import type { Manifest } from "../manifest.ts";
import { sourcesOf } from "../sources.ts";

/** The commands that the systems' APIs name in their sources: these may come from outside, at any time. */
export async function commandsOfApis(root: string, { systems }: Manifest): Promise<Map<string, string[]>> {
  const commands = systems.flatMap(({ contracts }) => contracts.filter(({ kind }) => kind === "command"));
  const found = new Map<string, string[]>();
  for (const { name, api } of systems) {
    if (!api) continue;
    const words = new Set((await sourcesOf(join(root, dirname(api)))).flatMap((text) => text.match(/\w+/g) ?? []));
    for (const { type } of commands) if (words.has(type)) found.set(type, [...(found.get(type) ?? []), name]);
  }
  return found;
}
