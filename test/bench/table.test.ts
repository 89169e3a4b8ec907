import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Results } from "./results.ts";
import { median, percentile, ratioOf } from "./stats.ts";
import { tableOf } from "./table.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");
const results: Results = JSON.parse(read("results.json"));

const about = { date: "2026-01-02", machine: results.machine };

describe("the figures of the bench", () => {
  it("stand in the README as they were measured", () => {
    const shown = /<!-- bench -->\n([\s\S]*?)\n<!-- \/bench -->/.exec(read("../../README.md"))?.[1];
    expect(shown?.trim()).toBe(tableOf(results));
  });

  it("are of a whole run", () => {
    const sections = [
      "counts",
      "cost",
      "cpu",
      "wall",
      "bundles",
      "trading",
      "path",
      "eager",
      "castore",
      "readings",
      "local",
    ];
    expect(Object.keys(results)).toEqual(["date", "machine", ...sections]);
  });

  it("show two figures where a batch of ten costs another than a batch of one", () => {
    const cost = (calls: number) => ({ calls, writeUnits: 1, readUnits: 0 });
    const costs = (calls: number) => ({ batch: 1, first: cost(calls), duplicate: cost(1) });
    const row = { recipe: "folded", title: "one stream", alone: costs(1), often: costs(0.1) } as const;
    const table = tableOf({ ...about, counts: [row] });
    expect(table.split("\n").at(-1)).toBe("| one stream | 1 · 0.1 | 1 | 0 | 1 | 1 | 0 |  |");
  });

  it("say what Castore leaves out, and show the CPU of an order alone and of one among ten", () => {
    const order = (cpu: number, calls: number) => ({
      ...{ calls, writeUnits: 1, readUnits: 0 },
      ...{ cpu: { median: cpu, min: cpu, max: cpu }, ratio: cpu / 400 },
    });
    const row = { contender: "warm", alone: order(300, 1), often: order(60, 0.1) } as const;
    const [, , , , shown, , told] = tableOf({ ...about, castore: [row] }).split("\n");
    expect(shown).toBe("| Bugle, warm | 1 · 0.1 | 1 | 0 | 300 · 60 | 0.75 · 0.15 |");
    expect(told).toMatch(/^Castore stores the fact and no more: /);
  });

  it("tell of a settlement how often it waits for the stream", () => {
    const eager = { patient: { waits: 6, ms: 1_200 }, eager: { waits: 3, ms: 600 } };
    expect(
      tableOf({ ...about, eager })
        .split("\n")
        .at(-1),
    ).toBe(
      "A settlement waits for the stream 6 times, 1200 ms where that takes 200 ms; 3 times, 600 ms, since its saga is eager.",
    );
  });

  it("tell of an order what each stage of its path costs, and all of them", () => {
    const path = [
      { stage: "edge", calls: 4, writeUnits: 1, readUnits: 2 },
      { stage: "trading/book", calls: 0.1, writeUnits: 1.01, readUnits: 0 },
    ];
    expect(tableOf({ ...about, path })).toContain(
      "\n| taken at the edge | 4 | 1 | 2 |\n| matched | 0.1 | 1.01 | 0 |\n| in all | 4.1 | 2.01 | 2 |",
    );
  });

  it("tell of readings what they cost, and what a million devices do", () => {
    const units = { calls: 20, writeUnits: 80, readUnits: 10 };
    const dollars = { devices: 1_000_000, batch: 10, everyMinutes: 1, byService: { SQS: 1_500 }, total: 1_500 };
    const readings = {
      counts: [{ stage: "telemetry/readings", ...units }],
      powertools: { stage: "Powertools", ...units },
      memory: { readings: 1_000_000, perSecond: 50_000, heap: { firstHalf: 99, secondHalf: 98 } },
      engine: { devices: 20, readings: 20_000, perSecond: 2_000 },
      dollars: [dollars],
    };
    const table = tableOf({ ...about, readings });
    expect(table).toContain(
      "\n| stored | 20 | 80 | 10 |\n| Powertools: each batch stored once, no more | 20 | 80 | 10 |\n",
    );
    expect(table).toContain("\n50,000 readings per second and core in memory; 2,000 per second on the local cloud");
    expect(table.split("\n").at(-1)).toBe(
      "A million devices with ten readings a minute each: $1,500 a month in batches of 10 every minute.",
    );
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
