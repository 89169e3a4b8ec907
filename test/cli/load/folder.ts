import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

/** A folder for the files of one test file, removed at its end. */
export function filesFolder() {
  const folder = mkdtempSync(join(tmpdir(), "bugle-load-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  return {
    folder,
    write: (content: string | Buffer, name = `${count++}.csv`): string => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}

const dataSets = dirname(fileURLToPath(import.meta.resolve("vega-datasets")));

/** A file of the package of data sets, which is there for tests alone. */
export const real = (name: string): string => join(dataSets, "../data", name);
