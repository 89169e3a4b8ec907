import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Option } from "commander";
import { type Finding, loadAndCheck } from "../functions/runtime/check/index.ts";
import { BugleError } from "../functions/runtime/errors.ts";
import type { Loaded } from "../functions/runtime/manifest-files.ts";
import { misused } from "./failure.ts";
import { project } from "./project.ts";

/** The folder of the systems, beside package.json. */
const FUNCTIONS = join(project, "functions");

export const rootOption = (): Option =>
  new Option("--root <folder>", "folder of the systems").default(FUNCTIONS, "functions/");

export interface Systems {
  readonly root: string;
  /** Absent when a file could not be loaded; the findings say which. */
  readonly loaded?: Loaded;
  readonly findings: readonly Finding[];
}

/** The systems under a folder, whatever rule they break; throws `not-loaded` with the first file that does not load. */
export async function loadSystems(folder: string): Promise<{ readonly root: string; readonly loaded: Loaded }> {
  const { root, loaded, findings } = await readSystems(folder);
  if (loaded) return { root, loaded };
  const [first] = findings;
  throw new BugleError(
    "not-loaded",
    first ? `${join(root, first.file)} ${first.message}` : `${root} cannot be loaded`,
    {
      help: "`bugle check` lists all findings.",
    },
  );
}

/** Loads and judges the systems under a folder; refuses a folder without any, since nothing would be checked. */
export async function readSystems(folder: string): Promise<Systems> {
  const root = resolve(folder);
  try {
    await readdir(root);
  } catch (cause) {
    throw misused(`${root} cannot be read as a folder`, "Give the folder of the systems: --root functions", cause);
  }
  const read = await loadAndCheck(root);
  if (read.loaded?.manifest.systems.length === 0)
    throw misused(
      `there is no system in ${root}`,
      "A system is a folder with a contracts.ts: add one, or give another --root.",
    );
  return { root, ...read };
}
