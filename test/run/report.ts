import pc from "picocolors";
import { type Tally, total } from "./tallies.ts";

const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;

export function header(suite: string, command: string): string {
  return `\n${pc.bold(`── ${suite}`)} ${pc.dim(`· ${command} ${"─".repeat(Math.max(2, 60 - suite.length - command.length))}`)}`;
}

export function outcome(suite: string, ok: boolean, milliseconds: number): string {
  const word = ok ? pc.green("passed") : pc.red("failed");
  return `${suite} ${word} in ${seconds(milliseconds)}`;
}

/** One row for each suite. */
export function table(tallies: Tally[]): string {
  const width = Math.max(5, ...tallies.map(({ suite }) => suite.length));
  const skips = tallies.some(({ skipped }) => skipped > 0);
  const row = (suite: string, ...cells: string[]) =>
    suite.padEnd(width) + cells.map((cell) => cell.padStart(10)).join("");
  const head = row("suite", "passed", "failed", ...(skips ? ["skipped"] : []), "time");
  const rows = tallies.map(({ suite, passed, failed, skipped, milliseconds }) => {
    const text = row(suite, `${passed}`, `${failed}`, ...(skips ? [`${skipped}`] : []), seconds(milliseconds));
    return failed > 0 ? pc.red(text) : text;
  });
  return ["", pc.bold(head), ...rows, ""].join("\n");
}

/** The last line of a run, for machines: no colour, nothing after it. */
export function lastLine(tallies: Tally[]): string {
  const { passed, failed } = total(tallies);
  return `${passed} passed, ${failed} failed`;
}
