import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { fileOf } from "./virtual-entries.ts";

/** What one build has written: entries beside the files that they share. */
export interface Built {
  readonly outdir: string;
  /** By file, relative to `outdir`. */
  readonly outputs: Metafile["outputs"];
}

export interface Bundle {
  /** The folder with the code of one entry. */
  readonly folder: string;
  /** Bytes of code that are loaded when the Lambda starts; source maps are not counted. */
  readonly atStart: number;
  /** With what is loaded only when it is needed. */
  readonly whole: number;
}

function filesFrom(outputs: Built["outputs"], file: string, later: boolean, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const { kind, path } of outputs[file]?.imports ?? [])
    if (path in outputs && (later || kind === "import-statement")) filesFrom(outputs, path, later, found);
  return found;
}

/** Puts one entry into a folder of its own, with all the files it may load: its module there is called `index.mjs`. */
export async function folderOf({ outdir, outputs }: Built, name: string, folder: string): Promise<Bundle> {
  const entry = fileOf(name);
  const files = filesFrom(outputs, entry, true);
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    await copyFile(join(outdir, file), join(folder, file === entry ? "index.mjs" : file));
    await copyFile(join(outdir, `${file}.map`), join(folder, `${file}.map`));
  }
  const bytesOf = (some: Iterable<string>) => [...some].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
  return { folder, atStart: bytesOf(filesFrom(outputs, entry, false)), whole: bytesOf(files) };
}
