import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { loadAndCheck } from "../../../functions/runtime/check/index.ts";
import { bakery } from "./bakery.ts";
import { brief } from "./modules.ts";

let root = "";

async function loaded(files: Record<string, string>) {
  root = await mkdtemp(join(tmpdir(), "bugle-load-"));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  const result = await loadAndCheck(root);
  return { told: result.findings.map(brief), loaded: result.loaded };
}

afterEach(() => rm(root, { recursive: true, force: true }));

describe("loadAndCheck", () => {
  it("finds nothing in a system that loads and holds together", async () => {
    const { told, loaded: read } = await loaded(bakery);
    expect(told).toEqual([]);
    expect(read?.manifest.systems.map(({ name }) => name)).toEqual(["bakery"]);
  });

  it("names the file and line that throws, once, and lets the rules wait", async () => {
    const { told, loaded: read } = await loaded({
      ...bakery,
      "bakery/domain/loaf.ts": 'export const loaf = {};\nthrow new Error("no flour");\n',
    });
    expect(told).toEqual(["files-load | bakery/domain/loaf.ts:2 | cannot be loaded: no flour"]);
    expect(read).toBeUndefined();
  });

  it("names the file of an API that does not load", async () => {
    const { told } = await loaded({ ...bakery, "bakery/api/index.ts": '\nthrow new Error("closed");\n' });
    expect(told).toEqual(["files-load | bakery/api/index.ts:2 | cannot be loaded: closed"]);
  });

  it("names the file whose import is not there", async () => {
    const { told } = await loaded({ ...bakery, "bakery/sell-loaf.ts": 'import "./oven.ts";\n' });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^files-load \| bakery\/sell-loaf\.ts \| cannot be loaded: .*oven\.ts/);
  });

  it("names the file of a forgotten default export, and not its neighbour of another purpose", async () => {
    const { told } = await loaded({
      ...bakery,
      "bakery/sell-loaf.ts": "export {};\n",
      "bakery/prices.ts": "export const price = 3;\n",
    });
    expect(told).toEqual([
      "files-export | bakery/sell-loaf.ts | has no handler as its default export, so nothing would run it",
    ]);
  });

  it("takes a command that the API names for one that may come at any time", async () => {
    const { told } = await loaded({
      ...bakery,
      "bakery/baking.saga.ts": bakery["bakery/baking.saga.ts"].replace(
        "waits: { bread: { for: [LoafBaked]",
        "hears: [LoafBaked], waits: { bread: { for: []",
      ),
    });
    expect(told).toEqual([]);
  });

  it("tells of the lost answer when the API does not name the command", async () => {
    const deaf = bakery["bakery/baking.saga.ts"].replace(
      "waits: { bread: { for: [LoafBaked]",
      "hears: [LoafBaked], waits: { bread: { for: []",
    );
    const { told } = await loaded({ ...bakery, "bakery/baking.saga.ts": deaf, "bakery/api/index.ts": "export {};\n" });
    expect(told).toEqual([
      "answers-are-awaited | bakery/baking.saga.ts | sends BakeLoaf and hears its answer LoafBaked outside any wait: if the answer is lost, the process stands still for ever",
    ]);
  });
});
