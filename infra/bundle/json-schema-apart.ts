import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";

const SUFFIX = "?apart";

/**
 * Gives whoever imports `zod/v4/core` the makers of JSON Schema as files of their own:
 * esbuild loads them from the start otherwise, as they stand in the same files as what every schema needs.
 */
export const jsonSchemaApart: Plugin = {
  name: "json-schema-apart",
  setup({ onResolve, onLoad, resolve }) {
    const apart = (path: string) => ({ path, suffix: SUFFIX, pluginData: SUFFIX });
    onResolve({ filter: /^zod\/v4\/core$/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
      if (pluginData === SUFFIX) return undefined;
      const found = await resolve(path, { importer, kind, resolveDir, pluginData: SUFFIX });
      return apart(join(dirname(found.path), "json-schema-processors.js"));
    });
    onResolve({ filter: /^\.\/to-json-schema\.js$/ }, ({ path, resolveDir, pluginData }) =>
      pluginData === SUFFIX ? apart(join(resolveDir, path)) : undefined,
    );
    onLoad({ filter: /zod\/v4\/core\/.*\.js$/ }, async ({ path, suffix }) =>
      suffix === SUFFIX ? { contents: await readFile(path, "utf8"), loader: "js", pluginData: SUFFIX } : undefined,
    );
  },
};
