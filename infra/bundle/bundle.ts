import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { BugleError } from "../../functions/runtime/errors.ts";
import type { Entry } from "../entries.ts";
import { type Built, type Bundle, folderOf } from "./bundle-folder.ts";
import { jsonProtocols } from "./json-protocols.ts";
import { jsonSchemaApart } from "./json-schema-apart.ts";
import { neverReached } from "./never-reached.ts";
import { entryPoints } from "./virtual-entries.ts";

export interface Bundles {
  /** Throws `no-bundle` for a name that was not built. */
  of(entry: string): Bundle;
  /** Removes them all. */
  remove(): Promise<void>;
}

/** How the code of a Lambda is built, whatever it starts with: what is imported when needed stands in a file beside it. */
export const LAMBDA_BUILD = {
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  chunkNames: "[hash]",
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  logLevel: "silent",
} as const satisfies BuildOptions;

async function buildTogether(root: string, entries: readonly Entry[], outdir: string): Promise<Built> {
  const { names, plugin } = entryPoints(root, entries);
  const plugins = [plugin, neverReached, jsonProtocols, jsonSchemaApart];
  const { metafile } = await build({ ...LAMBDA_BUILD, entryPoints: names, outdir, absWorkingDir: outdir, plugins });
  return { outdir, outputs: metafile.outputs };
}

/** What one build makes carries what any of its entries needs: a relay's code should not grow with the handlers'. */
const kindsApart = (entries: readonly Entry[]): Entry[][] => [
  ...Map.groupBy(entries, ({ system, kind }) => `${system.name} ${kind}`).values(),
];

/**
 * Bundles every entry: ES modules for Node 24, small, with the AWS SDK inside.
 * `root` is the functions folder; `into` the folder under which a new one is made. Throws `bundle-failed` with every fault.
 */
export async function bundle(root: string, entries: readonly Entry[], into: string): Promise<Bundles> {
  await mkdir(into, { recursive: true });
  const outdir = await mkdtemp(join(into, "bundles-"));
  const remove = () => rm(outdir, { recursive: true, force: true });
  const made = new Map<string, Bundle>();
  const faults: Error[] = [];
  for (const [i, together] of kindsApart(entries).entries()) {
    const folder = join(outdir, "built", String(i));
    await mkdir(folder, { recursive: true });
    const built = await buildTogether(root, together, folder).catch((fault: Error) => void faults.push(fault));
    if (built) for (const { name } of together) made.set(name, await folderOf(built, name, join(outdir, name)));
  }
  if (faults.length > 0) {
    await remove();
    throw new BugleError(
      "bundle-failed",
      `the Lambdas could not be bundled: ${faults.map(({ message }) => message).join("\n")}`,
      { help: "mend the files named above; `npx tsc` often says more", cause: faults[0] },
    );
  }
  return {
    remove,
    of: (name) => {
      const one = made.get(name);
      if (one) return one;
      throw new BugleError("no-bundle", `no code was bundled for ${name}`, { help: "bundle the same manifest" });
    },
  };
}
