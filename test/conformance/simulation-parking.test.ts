import { expect, it } from "vitest";
import { hasJava, startDynamodbLocal } from "./grounds/dynamodb-local.ts";
import { startEngine } from "./grounds/engine.ts";
import { tableGround } from "./grounds/simulated.ts";
import { simulateMill } from "./parking/simulate.ts";
import { runSchedules, seedsOf } from "./schedules.ts";

async function onTables(name: string, endpoint: string): Promise<void> {
  await runSchedules(name, seedsOf(2), async (seed) => {
    const ground = await tableGround(endpoint, seed);
    const result = await simulateMill(seed, ground);
    ground.close();
    return result;
  });
}

it("keeps the order of every key behind dead letters, loses nothing and leaves nothing stuck", {
  timeout: 240_000,
}, async () => {
  await runSchedules("parking in memory", seedsOf(200), (seed) => simulateMill(seed));
});

it("passes the same schedules on the engine's tables", { timeout: 240_000 }, async () => {
  const engine = await startEngine();
  try {
    await onTables(`parking on ${engine.product}`, engine.endpoint);
  } finally {
    await engine.stop();
  }
});

it("passes the same schedules on DynamoDB Local, where there is Java", { timeout: 240_000 }, async () => {
  if (!hasJava()) return expect(hasJava(), "left out: DynamoDB Local needs Java 17").toBe(false);
  const { endpoint, stop } = await startDynamodbLocal();
  try {
    await onTables("parking on DynamoDB Local", endpoint);
  } finally {
    await stop();
  }
});
