import { setTimeout as sleep } from "node:timers/promises";
import { handledBy } from "../local/latency.ts";
import { allHops, hasStock, journeyOf, setStock } from "../local/orders.ts";

const PROJECTION = "commerce/stock-level";
/** Seldom enough to be no work beside what is measured: the journeys tell when the last was done. */
const LOOK_MS = 250;
/** How many journeys are read at a time. */
const READERS = 10;

async function untilAllSeen(url: string, skus: readonly string[]): Promise<void> {
  for (const sku of skus) while (!(await hasStock(url, sku))) await sleep(LOOK_MS);
}

async function projectedAt(url: string, journeys: readonly string[]): Promise<number[]> {
  const left = journeys.values();
  const times: number[] = [];
  const read = async () => {
    for (const id of left) times.push(handledBy(allHops(await journeyOf(url, id, LOOK_MS)), PROJECTION));
  };
  await Promise.all(Array.from({ length: READERS }, read));
  return times;
}

/** Sends commands at once, each for a stream of its own; answers how many per second were in their projection, from the first request to the last row. */
export async function throughput(url: string, commands: number): Promise<number> {
  const skus = Array.from({ length: commands }, (_, i) => `backlog-${i}`);
  const began = Date.now();
  const sent = await Promise.all(skus.map((sku) => setStock(url, sku)));
  await untilAllSeen(url, skus);
  const times = await projectedAt(
    url,
    sent.map(({ correlationId }) => correlationId),
  );
  return Math.round((commands * 1_000) / (Math.max(...times) - began));
}
