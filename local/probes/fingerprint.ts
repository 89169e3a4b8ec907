import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const LOCAL = join(import.meta.dirname, "..");
const CONTRACT = "contract/{*,made/**,sections/**}";
const known = new Map<string, string>();

/** What answers rest on beside the version: the cases, and how Bugle runs the engine; computed once in a process. */
export function fingerprintOf({ product, external }: { product: string; external?: string | undefined }): string {
  const run = external === undefined ? [`engine/{${product.toLowerCase()},dynamodb-local}/**`] : [];
  const key = run.join();
  const fingerprint = known.get(key) ?? hashOf([CONTRACT, ...run]);
  known.set(key, fingerprint);
  return fingerprint;
}

function hashOf(patterns: readonly string[]): string {
  const hash = createHash("sha256");
  const entries = globSync(patterns, {
    cwd: LOCAL,
    withFileTypes: true,
    exclude: ({ name }) => name === "__pycache__",
  });
  const files = entries.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  for (const file of files.sort()) hash.update(`${relative(LOCAL, file)}\n`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}
