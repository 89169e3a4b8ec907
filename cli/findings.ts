import { join, relative } from "node:path";
import type { Colors } from "picocolors/types.js";
import { type Finding, rules } from "../functions/runtime/check/index.ts";
import type { Systems } from "./systems.ts";

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? "" : "s"}`;

/** One finding as a block, its file as seen from where the user stands. */
export const block = (root: string, { file, message, cure, rule }: Finding, colors: Colors): string =>
  [
    colors.bold(relative("", join(root, file))),
    `  ${message}`,
    `  ${colors.green("→")} ${cure} ${colors.dim(`[${rule}]`)}`,
  ].join("\n");

/** What was checked, and how much of it. */
export function scope({ loaded }: Systems): { rules: number; systems: number; contracts: number } {
  const systems = loaded?.manifest.systems ?? [];
  const contracts = systems.flatMap((system) => system.contracts).length;
  return { rules: loaded ? Object.keys(rules).length : 0, systems: systems.length, contracts };
}

export function summary(systems: Systems, colors: Colors): string {
  const { rules, systems: folders, contracts } = scope(systems);
  const found = systems.findings.length;
  const verdict = found === 0 ? colors.green("no findings") : colors.red(count(found, "finding"));
  if (!systems.loaded) return `${verdict}; no rule was checked, since not every file loads`;
  return `${verdict}: ${count(rules, "rule")} checked on ${count(contracts, "contract")} of ${count(folders, "system")}`;
}
