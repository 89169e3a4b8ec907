import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Envelope } from "../../../functions/runtime/envelope.ts";
import { countCalls } from "../../../functions/runtime/testing/count-calls.ts";
import { fakeTables } from "../../../functions/runtime/testing/fake-tables.ts";
import { fakeTransport } from "../../conformance/grounds/transport.ts";
import { openConsumer } from "../measured/bugle.ts";
import { eventOf } from "../measured/messages.ts";
import { openPowertools } from "../measured/powertools.ts";
import { RECIPES, type Recipe, type RecipeName } from "./recipes.ts";

/** What one message costs, on average over its batch. */
export interface Cost {
  readonly calls: number;
  readonly writeUnits: number;
  readonly readUnits: number;
}

export interface Costs {
  readonly batch: number;
  readonly first: Cost;
  /** The same messages, received again by another process. */
  readonly duplicate: Cost;
}

/** A process: its clients count what they send to tables that outlive it. */
export function openProcess({ by }: Recipe, answer: ReturnType<typeof fakeTables>) {
  const { config } = fakeTransport(answer);
  const quiet = { ...config, logger: { debug() {}, info() {}, warn() {}, error() {} } };
  const [dynamodb, sqs] = [new DynamoDBClient(config), new SQSClient(quiet)];
  const counts = [countCalls(dynamodb), countCalls(sqs)];
  const fifo = by === "powertools-fifo";
  const opened = by.startsWith("powertools")
    ? { fifo, handle: openPowertools(dynamodb, { fifo }) }
    : openConsumer(by, dynamodb, sqs);
  const total = (of: (one: (typeof counts)[number]) => number) => counts.reduce((sum, one) => sum + of(one), 0);
  const now = () => [total((one) => one.total), total((one) => one.writeUnits), total((one) => one.readUnits)] as const;
  const handle = async (envelopes: readonly Envelope[], receives: number): Promise<Cost> => {
    const before = now();
    const { batchItemFailures } = await opened.handle(eventOf(envelopes, { fifo: opened.fifo, receives }));
    if (batchItemFailures.length > 0) throw new Error(`${by} failed ${batchItemFailures.length} messages`);
    const [calls = 0, writeUnits = 0, readUnits = 0] = now().map(
      (after, i) => (after - (before[i] ?? 0)) / envelopes.length,
    );
    return { calls, writeUnits, readUnits };
  };
  return { handle };
}

/** Counts what a batch of a recipe costs when its messages come for the first time, and when they come again. */
export async function countRecipe(name: RecipeName, batch: number): Promise<Costs> {
  const recipe: Recipe = RECIPES[name];
  const tables = fakeTables();
  const messages = (turn: number) => Array.from({ length: batch }, (_, i) => recipe.message(i, turn));
  const process = openProcess(recipe, tables);
  if (recipe.warm) await process.handle(messages(0), 1);
  const some = messages(recipe.warm ? 1 : 0);
  const first = await process.handle(some, 1);
  const duplicate = await openProcess(recipe, tables).handle(some, 2);
  return { batch, first, duplicate };
}
