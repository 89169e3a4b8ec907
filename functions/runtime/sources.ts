import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The texts of a folder's TypeScript files, for what only the code itself says. */
export async function sourcesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return Promise.all(names.filter((name) => name.endsWith(".ts")).map((name) => readFile(join(folder, name), "utf8")));
}
