import type { Plugin } from "esbuild";
import type { Entry } from "../entries.ts";
import { entrySource } from "./entry-source.ts";

const PREFIX = "entry:";

const flat = (name: string): string => name.replaceAll("/", ".");

/** The file that a build writes for an entry. */
export const fileOf = (name: string): string => `${flat(name)}.mjs`;

/** The modules that Lambdas start with exist nowhere but in the build. */
export function entryPoints(root: string, entries: readonly Entry[]) {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const plugin: Plugin = {
    name: "virtual-entries",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice(PREFIX.length), namespace: "entry" }));
      onLoad({ filter: /.*/, namespace: "entry" }, ({ path }) => {
        const entry = byName.get(path);
        return entry && { contents: entrySource(root, entry), loader: "ts", resolveDir: root };
      });
    },
  };
  return { names: entries.map(({ name }) => ({ in: `${PREFIX}${name}`, out: flat(name) })), plugin };
}
