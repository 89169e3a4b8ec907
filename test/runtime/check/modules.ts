import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { check, type Finding } from "../../../functions/runtime/check/index.ts";
import { type Loaded, readManifest } from "../../../functions/runtime/manifest-files.ts";

/** What each file exports; undefined takes a file away. */
export type Modules = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** Loads modules that exist in memory only, by the reader that reads real ones. */
export async function loadedOf(modules: Modules): Promise<Loaded> {
  const root = await mkdtemp(join(tmpdir(), "bugle-check-"));
  const files = Object.keys(modules).filter((file) => modules[file] !== undefined);
  try {
    for (const file of files) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), "");
    }
    return await readManifest(root, async (file) => modules[relative(root, file)] ?? {});
  } finally {
    await rm(root, { recursive: true });
  }
}

export async function findingsOf(modules: Modules, sentByApis?: readonly string[]): Promise<Finding[]> {
  return check(await loadedOf(modules), sentByApis && new Set(sentByApis));
}

export const brief = ({ rule, file, message }: Finding): string => `${rule} | ${file} | ${message}`;
