import { expect, it } from "vitest";
import { loadBank, simulateBank } from "./bank/simulate.ts";
import { hasJava, startDynamodbLocal } from "./grounds/dynamodb-local.ts";
import { startEngine } from "./grounds/engine.ts";
import { tableGround } from "./grounds/simulated.ts";
import { runSchedules, seedsOf } from "./schedules.ts";

const SCHEDULES = 12;

async function onTables(name: string, endpoint: string): Promise<void> {
  const loaded = await loadBank();
  await runSchedules(name, seedsOf(SCHEDULES), async (seed) => {
    const ground = await tableGround(endpoint, seed);
    const result = await simulateBank(loaded, seed, ground);
    ground.close();
    return result;
  });
}

it("passes the same schedules on the engine's tables", { timeout: 120_000 }, async () => {
  const engine = await startEngine();
  try {
    await onTables(`bank on ${engine.product}`, engine.endpoint);
  } finally {
    await engine.stop();
  }
});

it("passes the same schedules on DynamoDB Local, where there is Java", { timeout: 120_000 }, async () => {
  if (!hasJava()) return expect(hasJava(), "left out: DynamoDB Local needs Java 17").toBe(false);
  const { endpoint, stop } = await startDynamodbLocal();
  try {
    await onTables("bank on DynamoDB Local", endpoint);
  } finally {
    await stop();
  }
});
