import { expect, test } from "vitest";
import type { ContenderName } from "../bench/castore/contenders.ts";
import { countOrders } from "../bench/castore/count.ts";
import { powertoolsReadings } from "../bench/readings/powertools.ts";

const FACTS = 100;

test.each<[who: ContenderName, batch: number, calls: number, writeUnits: number, readUnits: number]>([
  ["warm", 1, 1, 1, 0],
  ["warm", 10, 0.1, 0.4, 0],
  ["castore-kept", 1, 2, 1, 1],
  ["castore-kept", 10, 2, 1, 1],
  ["castore", 1, 2, 1, 6],
])("%s: an order in a batch of %i costs %d calls, %d write units and %d read units", async (who, batch, ...cost) => {
  const { calls, writeUnits, readUnits } = await countOrders(who, FACTS, batch);
  expect([calls, writeUnits, readUnits]).toEqual(cost);
});

test("a cold book of a hundred facts is one read of Bugle, which need not load a snapshot", async () => {
  expect(await countOrders("cold", FACTS, 1)).toMatchObject({ calls: 2, writeUnits: 1 });
});

test("a cold book of 1,250 facts reads its tail, its snapshot and the facts between them, each once", async () => {
  const cost = await countOrders("cold", 1_250, 1);
  expect(cost).toMatchObject({ calls: 4, writeUnits: 1 });
  // 13 for the tail, 20 for what lies between, and a zipped snapshot; 13 more if the tail were read twice.
  expect(cost.readUnits).toBeLessThanOrEqual(36);
});

test("a thousand readings are 30 calls and 90 write units of Powertools, without rollups", async () => {
  expect(await powertoolsReadings()).toMatchObject({ calls: 30, writeUnits: 90 });
});
