import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { LocalError } from "../engine/errors.ts";
import type { Begin } from "./journey.ts";

/** A file of the npm package vega-datasets; undefined where that is not installed, as in a project of one's own. */
export function realData(root: string, name: string): string | undefined {
  const file = join(root, "node_modules", "vega-datasets", "data", name);
  return existsSync(file) ? file : undefined;
}

/** A copy of a table's first rows, its head included: what a first look needs of a long file. */
export function firstRows(file: string, rows: number, into: string): string {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .slice(0, rows + 1);
  mkdirSync(dirname(into), { recursive: true });
  writeFileSync(into, `${lines.join("\n")}\n`);
  return into;
}

/** The command line beside this file: TypeScript in a checkout, compiled in a package. */
const bugle = join(import.meta.dirname, `../../cli/bugle${extname(import.meta.filename)}`);

/** Runs `npx bugle load` as anybody would; throws LocalError `load-failed` with what it said. */
export function load({ url, signal }: Pick<Begin, "url" | "signal">, ...args: readonly string[]): Promise<void> {
  return new Promise((loaded, failed) => {
    const command = [bugle, "load", ...args, "--url", url];
    execFile(process.execPath, command, { signal }, (cause, said, complaint) => {
      if (!cause) return loaded();
      if (signal.aborted) return failed(cause);
      failed(
        new LocalError({
          code: "load-failed",
          message: `\`npx bugle load ${args.join(" ")}\` failed: ${(complaint || said).trim()}`,
          help: "Run it by itself to see more.",
          cause,
        }),
      );
    });
  });
}
