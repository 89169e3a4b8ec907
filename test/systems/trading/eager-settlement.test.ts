import { expect, test } from "vitest";
import { settle } from "../../bench/trading/settlement.ts";

test("a settlement waits for the stream six times, and three times where its saga is eager", async () => {
  const [patient, eager] = [await settle({ eager: false }), await settle({ eager: true })];
  expect([patient.waits, eager.waits]).toEqual([6, 3]);
});
