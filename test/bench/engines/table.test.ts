import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EngineResults, Figures } from "./results.ts";
import { tableOf } from "./table.ts";

const machine = { cpu: "a CPU", cores: 2, memoryGiB: 8, node: "24.1.0" };
const latency = (p50: number, p99: number, samples = 100) => ({ p50, p99, samples });

const slow: Figures = {
  engine: "LocalStack 4.14.0",
  startSeconds: 2.4,
  deploySeconds: 30,
  hop: latency(30, 63, 40),
  threeHops: latency(160, 300, 12),
  commands: 300,
  commandsPerSecond: 25,
  engineMiB: 900,
  runnerMiB: 200,
};
const quick: Figures = {
  engine: "MiniStack 1.5.33",
  startSeconds: 0.236,
  deploySeconds: 4,
  hop: latency(4, 9),
  threeHops: latency(40, 60),
  commands: 300,
  commandsPerSecond: 100,
  engineMiB: 90,
  runnerMiB: 250,
};

const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");
const results: EngineResults = JSON.parse(read("results.json"));

describe("the table of engines", () => {
  it("stands in the guide as it was measured, of all places", () => {
    const guide = read("../../../docs/guides/running-locally.md");
    expect(/<!-- bench:engines -->\n([\s\S]*?)\n<!-- \/bench:engines -->/.exec(guide)?.[1]).toBe(tableOf(results));
    expect(Object.keys(results.places)).toHaveLength(4);
  });

  it("shows each figure, and how many times the first place's it is", () => {
    const places = { "localstack/lambda": slow, "ministack/runner": quick };
    expect(tableOf({ date: "2026-01-02", machine, places })).toBe(`2026-01-02: 2 cores of a CPU, 8 GiB, Node 24.1.0.

| local cloud | MiniStack 1.5.33, runner | LocalStack 4.14.0, Lambdas |
| --- | ---: | ---: |
| start of the engine, s | 0.24 | 2.4 (×10) |
| deploy, s | 4 | 30 (×7.5) |
| one hop, sent to handler called, p50, ms | 4 | 30 (×7.5) |
| one hop, p99, ms | 9 | 63 (×7) |
| three hops, from the request, p50, ms | 40 | 160 (×4) |
| command, commit, event, projection: per second | 100 | 25 (×0.25) |
| memory of the engine, MiB | 90 | 900 (×10) |
| memory of \`npm start\`, MiB | 250 | 200 (×0.8) |

Samples of a hop: 100, 40; of three: 100, 12; commands at once: 300, 300.`);
  });

  it("compares nothing where the first place was left out", () => {
    const table = tableOf({ date: "2026-01-02", machine, places: { "localstack/runner": slow } });
    expect(table.split("\n").at(2)).toBe("| local cloud | LocalStack 4.14.0, runner |");
    expect(table.split("\n").at(-3)).toBe("| memory of `npm start`, MiB | 200 |");
  });
});
