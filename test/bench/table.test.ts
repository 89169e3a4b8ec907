import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Results } from "./results.ts";
import { median, percentile, ratioOf } from "./stats.ts";
import { tableOf } from "./table.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");
const results: Results = JSON.parse(read("results.json"));

describe("the figures of the bench", () => {
  it("stand in the README as they were measured", () => {
    const shown = /<!-- bench -->\n([\s\S]*?)\n<!-- \/bench -->/.exec(read("../../README.md"))?.[1];
    expect(shown?.trim()).toBe(tableOf(results));
  });

  it("are of a whole run", () => {
    expect(Object.keys(results)).toEqual(["date", "machine", "counts", "cost", "cpu", "wall", "bundles", "local"]);
  });

  it("show two figures where a batch of ten costs another than a batch of one", () => {
    const { machine } = results;
    const cost = (calls: number) => ({ calls, writeUnits: 1, readUnits: 0 });
    const costs = (calls: number) => ({ batch: 1, first: cost(calls), duplicate: cost(1) });
    const row = { recipe: "folded", title: "one stream", alone: costs(1), often: costs(0.1) } as const;
    const table = tableOf({ date: "2026-01-02", machine, counts: [row] });
    expect(table.split("\n").at(-1)).toBe("| one stream | 1 · 0.1 | 1 | 0 | 1 | 1 | 0 |  |");
  });
});

describe("several measurements", () => {
  it("have a median, and a percentile that so many do not exceed", () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(2);
    expect(percentile([1, 2, 3, 4], 0.99)).toBe(4);
  });

  it("are compared round by round, so that a busy moment of the machine meets both", () => {
    expect(ratioOf([10, 90, 30], [20, 180, 120])).toBe(0.5);
  });
});
