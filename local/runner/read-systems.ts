import { loadAndCheck } from "../../functions/runtime/check/index.ts";
import type { Loaded } from "../../functions/runtime/manifest-files.ts";
import { LocalError } from "../engine/errors.ts";

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Reads and judges the systems in a folder; throws LocalError `check-failed`, which has a line for every finding. */
export async function readSystems(functions: string): Promise<Loaded> {
  const { loaded, findings } = await loadAndCheck(functions);
  if (loaded && findings.length === 0) return loaded;
  throw new LocalError({
    code: "check-failed",
    message: findings.map(({ file, message }) => `${file} ${message}.`).join("\n"),
    help: [...new Set(findings.map(({ cure }) => sentence(cure)))].join(" "),
  });
}
