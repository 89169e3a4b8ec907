import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { apiReport } from "./api-report.ts";

const project = join(import.meta.dirname, "../..");
const tsc = join(project, "node_modules/.bin/tsc");

test("docs/api.md tells the public surface as it is; `npm run api` writes it anew", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bugle-api-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await promisify(execFile)(tsc, ["-p", "tsconfig.build.json", "--outDir", folder], { cwd: project });
  expect(apiReport(folder)).toBe(await readFile(join(project, "docs/api.md"), "utf8"));
});
