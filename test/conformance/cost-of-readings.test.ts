import { expect, it } from "vitest";
import { aThousandReadings } from "../bench/readings/dollars.ts";

it("a thousand readings of ten devices over one hour cost 24 calls and 196 write units, raw and rollups", async () => {
  const rows = await aThousandReadings();
  const costOf = (stage: string) => {
    const { calls, writeUnits } = rows.find((row) => row.stage === stage) ?? {};
    return [calls, writeUnits];
  };
  expect(costOf("telemetry/readings")).toEqual([20, 80]);
  expect(costOf("telemetry/rollups")).toEqual([4, 116]);
  expect(costOf("relay")).toEqual([3, 0]);
  expect(costOf("edge")).toEqual([30, 10]);
});
