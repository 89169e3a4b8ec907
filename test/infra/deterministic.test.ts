import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { functionsFolder, shopContext } from "./fixture.ts";
import { runApp } from "./run-app.ts";

/** Every file under a folder by its path, with the hash of its bytes. */
async function bytesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const hashed = files.map(async (file) => {
    const hash = createHash("sha256").update(await readFile(file));
    return [relative(folder, file), hash.digest("hex")] as const;
  });
  return Object.fromEntries((await Promise.all(hashed)).sort());
}

test("systems synthesized twice, bundles included, are the same byte for byte", { timeout: 120_000 }, async () => {
  const out = await mkdtemp(join(tmpdir(), "bugle-synth-"));
  onTestFinished(() => rm(out, { recursive: true, force: true }));
  const root = await functionsFolder();
  const synth = (name: string) => runApp({ root, context: shopContext, out: join(out, name) });
  const ended = { code: 0, stderr: "" };
  expect(await Promise.all([synth("one"), synth("two")])).toEqual([ended, ended]);
  const [one, two] = [await bytesIn(join(out, "one")), await bytesIn(join(out, "two"))];
  expect(Object.keys(one).filter((file) => file.endsWith("index.mjs"))).toHaveLength(15);
  expect(Object.keys({ ...one, ...two }).filter((file) => one[file] !== two[file])).toEqual([]);
});
