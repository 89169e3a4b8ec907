import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PRICES } from "../../../cli/cost/prices.ts";
import { openContact } from "./contact.ts";

const MONTH_SECONDS = 30 * 24 * 3_600;
const MEMORY_GB = 0.5;
/** What cannot be counted: how long a call runs that does not wait, and its line in the log. */
const RUN_SECONDS = 0.03;
const LOG_BYTES = 300;

/** Dollars a month of a device that calls one time after another. */
async function dollarsOf({ every, wait }: { every: number; wait: number }): Promise<number> {
  const { device, reads } = openContact();
  const { contact } = await device("d-1");
  const before = reads();
  expect(await contact(wait)).toEqual([]);
  const run = PRICES.lambdaRequest + (wait + RUN_SECONDS) * MEMORY_GB * PRICES.lambdaGbSecond;
  const log = (LOG_BYTES / 1e9) * PRICES.logGb;
  const call = PRICES.httpApiRequest + run + (reads() - before) * PRICES.dynamodbReadUnit + log;
  return call * (MONTH_SECONDS / every);
}

const told = (words: string) =>
  readFileSync(new URL("../../../docs/guides/devices.md", import.meta.url), "utf8").includes(words);

test("a device that waits all the time costs what the guide says, and one that asks once a minute a fraction of it", async () => {
  const waits = await dollarsOf({ every: 20, wait: 20 });
  const asks = await dollarsOf({ every: 60, wait: 0 });
  expect([waits.toFixed(0), asks.toFixed(2)]).toEqual(["18", "0.08"]);
  expect([told("$18 a month"), told("$0.08")]).toEqual([true, true]);
});
