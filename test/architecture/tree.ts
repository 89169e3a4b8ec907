import { existsSync, readdirSync, readFileSync } from "node:fs";
import { sep } from "node:path";
import type { SourceFile } from "./source.ts";

const roots = ["functions", "infra", "local", "cli", "test"];
const isSource = (path: string) =>
  /\.(?:[cm]?[jt]s|py)$/.test(path) && !/(?:^|\/)(?:node_modules|cdk\.out)\//.test(path);

/** Reads every source file of the project. */
export function readTree(): SourceFile[] {
  return roots
    .filter((root) => existsSync(root))
    .flatMap((root) => readdirSync(root, { recursive: true, encoding: "utf8" }).map((path) => `${root}${sep}${path}`))
    .map((path) => path.replaceAll(sep, "/"))
    .filter(isSource)
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}
