import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { BugleError } from "../../functions/runtime/errors.ts";
import type { Entry } from "../entries.ts";
import { entrySource } from "./entry-source.ts";
import { environmentCredentials } from "./environment-credentials.ts";

export interface Bundles {
  /** The folder with the code of one entry; throws `no-bundle` for a name that was not built. */
  folderOf(entry: string): string;
  /** Removes them all. */
  remove(): Promise<void>;
}

const PREFIX = "entry:";

function virtualEntries(root: string, entries: readonly Entry[]): Plugin {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  return {
    name: "virtual-entries",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice(PREFIX.length), namespace: "entry" }));
      onLoad({ filter: /.*/, namespace: "entry" }, ({ path }) => {
        const entry = byName.get(path);
        return entry && { contents: entrySource(root, entry), loader: "ts", resolveDir: root };
      });
    },
  };
}

/**
 * Bundles every entry in one run: ES modules for Node 24, small, with the AWS SDK inside.
 * `root` is the functions folder; `into` the folder under which a new one is made. Throws `bundle-failed` with every fault.
 */
export async function bundle(root: string, entries: readonly Entry[], into: string): Promise<Bundles> {
  await mkdir(into, { recursive: true });
  const outdir = await mkdtemp(join(into, "bundles-"));
  const remove = () => rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: entries.map(({ name }) => ({ in: `${PREFIX}${name}`, out: join(name, "index") })),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    minify: true,
    keepNames: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: "silent",
    plugins: [virtualEntries(root, entries), environmentCredentials],
  }).catch(async (cause: Error) => {
    await remove();
    throw new BugleError("bundle-failed", `the Lambdas could not be bundled: ${cause.message}`, {
      help: "mend the files named above; `npx tsc` often says more",
      cause,
    });
  });
  const names = new Set(entries.map(({ name }) => name));
  return {
    remove,
    folderOf: (name) => {
      if (names.has(name)) return join(outdir, name);
      throw new BugleError("no-bundle", `no code was bundled for ${name}`, { help: "bundle the same manifest" });
    },
  };
}
