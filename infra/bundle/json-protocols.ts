import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

const SUFFIX = "?json";
const SPEAK_XML = /@aws-sdk\/(?:client-(?:s3|ses|sns)|middleware-sdk-s3)\//;

/**
 * Gives all but the clients that speak XML an index of the protocols that tells of none with it:
 * esbuild loads from the start whatever stands in an index, even what a client needs that is loaded later.
 */
export const jsonProtocols: Plugin = {
  name: "json-protocols",
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /^@aws-sdk\/core\/protocols$/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
      if (pluginData === SUFFIX || SPEAK_XML.test(importer)) return undefined;
      const found = await resolve(path, { importer, kind, resolveDir, pluginData: SUFFIX });
      return { ...found, suffix: SUFFIX };
    });
    onLoad({ filter: /core\/dist-es\/submodules\/protocols\/index\.js$/ }, async ({ path, suffix }) => {
      if (suffix !== SUFFIX) return undefined;
      const index = await readFile(path, "utf8");
      return { contents: index.replaceAll(/^export .* from "\.\/(?:query|xml)\/.*$/gm, ""), loader: "js" };
    });
  },
};
