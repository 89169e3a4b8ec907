import { loadAndCheck } from "../../functions/runtime/check/index.ts";
import { chosen } from "../../functions/runtime/chosen.ts";
import type { Loaded } from "../../functions/runtime/manifest-files.ts";
import { LocalError } from "../engine/errors.ts";

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/**
 * Reads and judges the systems in a folder, and answers those of the names alone.
 * Throws LocalError `check-failed`, which has a line for every finding, and `unknown-system`.
 */
export async function readSystems(functions: string, names?: readonly string[]): Promise<Loaded> {
  const { loaded, findings } = await loadAndCheck(functions);
  if (loaded && findings.length === 0) return { ...loaded, manifest: chosen(loaded.manifest, names) };
  throw new LocalError({
    code: "check-failed",
    message: findings.map(({ file, message }) => `${file} ${message}.`).join("\n"),
    help: [...new Set(findings.map(({ cure }) => sentence(cure)))].join(" "),
  });
}
