import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { expect, it } from "vitest";
import { badness } from "../../cli/load/csv/bad-rows.ts";
import { openTable } from "../../cli/load/csv/table.ts";
import { layoutOf } from "../../cli/load/market-data/layout.ts";
import { planOf } from "../../cli/load/market-data/plan.ts";
import { post } from "../../cli/load/market-data/post.ts";
import { pricesIn, surveyOf } from "../../cli/load/market-data/survey.ts";
import type { Client } from "../../cli/load/send/client.ts";
import { filesFolder } from "./load/folder.ts";

const ROWS = 1_000_000;
const INSTRUMENTS = 300;
const files = filesFolder();

/** One row a second for each of the instruments in turn. */
function* lines() {
  yield "symbol,timestamp,price\n";
  for (let row = 0; row < ROWS; row += 1_000) {
    const chunk = Array.from({ length: 1_000 }, (_, index) => {
      const number = row + index;
      return `I${number % INSTRUMENTS},${1_600_000_000 + Math.floor(number / INSTRUMENTS)},${100 + (number % 7)}.25\n`;
    });
    yield chunk.join("");
  }
}

it("loads a million rows while it holds a few thousand of them", { timeout: 120_000 }, async () => {
  const file = join(files.folder, "million.csv");
  await pipeline(Readable.from(lines()), createWriteStream(file));
  const table = await openTable(file);
  const layout = layoutOf(table, {});
  const survey = await surveyOf(pricesIn(table, layout, badness("fatal")));
  const plan = planOf(survey, layout.bars, { speed: Number.POSITIVE_INFINITY });
  expect([survey.rows, survey.instruments.size, plan.interval, plan.decimals.get("I7")]).toEqual([
    ROWS,
    300,
    "tick",
    2,
  ]);

  const held = { now: 0, most: 0, accepted: 0, sum: 0, heap: 0 };
  async function* counted() {
    for await (const price of pricesIn(table, layout, badness("fatal"))) {
      held.now++;
      held.most = Math.max(held.most, held.now);
      yield price;
    }
  }
  const client: Client = async ({ method, body }) => {
    if (method === "GET") return { status: 200, data: { decimals: 2 } };
    const { prices } = body as { prices: { close: number }[] };
    for (const { close } of prices) held.sum += close;
    held.heap = Math.max(held.heap, process.memoryUsage().heapUsed);
    await new Promise(setImmediate);
    return { status: 202, data: { token: "t" } };
  };
  const terms = { currency: "USD", closesAt: "21:00", settlementDays: 2 };
  const onRead = () => {};
  const onAccepted = (rows: number) => {
    held.now -= rows;
    held.accepted += rows;
  };
  const { signal } = new AbortController();
  const before = process.memoryUsage().heapUsed;
  const waiting = { wait: 1_000, onAccepted, onRead };
  await post(counted(), { client, signal, survey, plan, terms, speed: Number.POSITIVE_INFINITY, ...waiting });

  expect(held.accepted).toBe(ROWS);
  expect(held.sum).toBe(10_324_999_700);
  expect(held.most).toBeLessThan(30_000);
  expect(held.heap - before).toBeLessThan(200_000_000);
});
