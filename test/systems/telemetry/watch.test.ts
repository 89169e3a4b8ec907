import { describe, expect, test } from "vitest";
import { fold } from "../../../functions/runtime/state.ts";
import { type Reading, ReadingsJudged, type Rule, WatchStarted } from "../../../functions/telemetry/contracts.ts";
import { judge } from "../../../functions/telemetry/domain/judgement.ts";
import { watch } from "../../../functions/telemetry/domain/watch.ts";

const deviceId = "d-1";
const time = (minute: number, second = 0) => new Date(Date.UTC(2026, 0, 1, 12, minute, second)).toISOString();
const started = (rules: readonly Rule[], silentAfter?: number) =>
  new WatchStarted({ deviceId, rules: [...rules], labels: {}, silentAfter });

/** Judges values, a minute apart, report by report, and answers what was crossed. */
function crossings(rule: Rule, ...reports: (readonly [minute: number, value: number])[][]): [string, number][] {
  let [state, version] = [watch.initial, 0];
  const apply = ({ type, data }: { type: string; data: unknown }) => {
    state = fold(watch, state, { type, v: 1, data, time: time(0), version: ++version });
  };
  apply(started([rule]));
  return reports.flatMap((report) => {
    const readings: Reading[] = report.map(([minute, value]) => ({ metric: "t", at: time(minute), value }));
    const verdicts = judge(state, deviceId, readings);
    const events = verdicts.flatMap(({ judged, crossed }) => [
      new ReadingsJudged({ deviceId, heard: time(0), judged: [judged] }),
      ...crossed,
    ]);
    events.forEach(apply);
    return verdicts.flatMap(({ crossed }) => crossed).map(({ data }): [string, number] => [data.direction, data.value]);
  });
}

describe("a threshold", () => {
  const rule: Rule = { metric: "t", high: 8, low: 2, hysteresis: 1 };
  test("is crossed once, until the value is back by the hysteresis", () => {
    expect(
      crossings(
        rule,
        [
          [0, 5],
          [1, 8.1],
          [2, 9],
          [3, 7.5],
        ],
        [
          [4, 8.5],
          [5, 7],
          [6, 8.1],
        ],
      ),
    ).toEqual([
      ["high", 8.1],
      ["back", 7],
      ["high", 8.1],
    ]);
  });
  test("is crossed downwards too, and a value on the edge is within bounds", () => {
    expect(
      crossings(rule, [
        [0, 2],
        [1, 8],
        [2, 1.9],
        [3, 2.9],
        [4, 3],
      ]),
    ).toEqual([
      ["low", 1.9],
      ["back", 3],
    ]);
  });
  test("is told four times in one report at most, and as the last value has it", () => {
    const report = (from: number, values: number[]) => values.map((value, i): [number, number] => [from + i, value]);
    const flapping = crossings(rule, report(0, [9, 5, 9, 5, 9, 5, 9]), report(10, [9, 5]));
    expect(flapping.map(([direction]) => direction)).toEqual(["high", "back", "high", "back", "high", "back"]);
  });
  test("is crossed by several values of one time, each an incident of its own", () => {
    const readings = [1, 5, 9].map((value) => ({ metric: "t", at: time(0), value }));
    const state = fold(watch, watch.initial, {
      type: "WatchStarted",
      v: 1,
      data: started([rule]).data,
      time: time(0),
      version: 1,
    });
    const [verdict] = judge(state, deviceId, readings);
    expect(verdict?.crossed.map(({ data }) => [data.direction, data.incidentId])).toEqual([
      ["low", `d-1:t:${time(0)}`],
      ["back", `d-1:t:${time(0)}`],
      ["high", `d-1:t:${time(0)}:2`],
    ]);
  });
  test("is not judged by readings that come late, nor twice by the same", () => {
    expect(crossings(rule, [[5, 5]], [[4, 9.4]], [[5, 9.5]], [[6, 9]], [[6, 9]])).toEqual([["high", 9]]);
  });
});

test("a change that is too fast is an incident, up or down, however the reports are cut", () => {
  const rule: Rule = { metric: "t", hysteresis: 0, maxRise: 3, risesWithin: 120_000 };
  expect(
    crossings(
      rule,
      [
        [0, 5],
        [1, 7],
      ],
      [[2, 9]],
      [[3, 12.5]],
      [[4, 12]],
      [[5, 8.9]],
    ),
  ).toEqual([
    ["rise", 12.5],
    ["back", 12],
    ["rise", 8.9],
  ]);
});
