import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "../bench.ts";
import { openLocalCloud } from "../local/local-cloud.ts";
import { allHops, type Hop, journeyOf, openOrder, stockUp, submit, untilShipped } from "../local/orders.ts";
import { percentile } from "../stats.ts";

/** Milliseconds, of so many samples. */
interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly samples: number;
}

export interface LocalRow {
  /** From a message's sending to the commit of its handler: a command with nothing else under way, and all messages of an order. */
  readonly hop: Latency;
  readonly hopOfOrder: Latency;
  /** From a request through three handlers, the last of them asked by a saga. */
  readonly threeHops: Latency;
  /** From the submission of an order to its shipment. */
  readonly order: Latency;
  /** Orders submitted at once, and how many per second were shipped until the last. */
  readonly orders: number;
  readonly ordersPerSecond: number;
}

const [SUBMITTED, RESERVED, SHIPPED] = ["commerce/submit-order", "commerce/reserve-stock", "commerce/ship-order"];

const latencyOf = (values: readonly number[]): Latency => ({
  p50: percentile(values, 0.5),
  p99: percentile(values, 0.99),
  samples: values.length,
});

const at = (time: string | undefined): number => Date.parse(time ?? "");
const handledBy = (hops: readonly Hop[], by: string | undefined) => at(hops.find((hop) => hop.by === by)?.handledAt);

const commitsOf = (hops: readonly Hop[]): number[] =>
  hops.flatMap(({ kind, ms }) => (kind === "commit" && ms !== undefined ? [ms] : []));

async function loneCommands(url: string, count: number, warm: number, progress: Run["progress"]): Promise<Latency> {
  progress(`local: ${count} commands, one after another`);
  const hops: number[] = [];
  for (let i = -warm; i < count; i++) {
    const journey = await journeyOf(url, await stockUp(url), 20);
    if (i >= 0) hops.push(...commitsOf(allHops(journey)));
  }
  return latencyOf(hops);
}

async function oneAfterAnother(url: string, count: number, warm: number, progress: Run["progress"]) {
  const [hops, three, whole] = [[] as number[], [] as number[], [] as number[]];
  for (let i = -warm; i < count; i++) {
    if (i % 20 === 0) progress(`local: order ${i} of ${count}, one after another`);
    const orderId = await openOrder(url);
    const correlationId = await submit(url, orderId);
    await untilShipped(url, orderId, 20);
    const journey = allHops(await journeyOf(url, correlationId, 50));
    if (i < 0) continue;
    const began = at(journey[0]?.sentAt);
    hops.push(...commitsOf(journey));
    three.push(handledBy(journey, RESERVED) - began);
    whole.push(handledBy(journey, SHIPPED) - began);
  }
  return { hopOfOrder: latencyOf(hops), threeHops: latencyOf(three), order: latencyOf(whole) };
}

async function atOnce(url: string, count: number, progress: Run["progress"]) {
  progress(`local: ${count} orders at once`);
  const orders: string[] = [];
  while (orders.length < count) orders.push(...(await Promise.all(Array.from({ length: 10 }, () => openOrder(url)))));
  const journeys = await Promise.all(orders.map((orderId) => submit(url, orderId)));
  await Promise.all(orders.map((orderId) => untilShipped(url, orderId, 2_000)));
  const told = await Promise.all(journeys.map((correlationId) => journeyOf(url, correlationId, 2_000)));
  const hops = told.map(allHops);
  const first = Math.min(...hops.map((each) => handledBy(each, SUBMITTED)));
  const last = Math.max(...hops.map((each) => handledBy(each, SHIPPED)));
  return { orders: count, ordersPerSecond: Math.round((count * 1_000) / (last - first)) };
}

/** Latency and throughput of `npm start`: engine, handlers and HTTP API on this machine. */
export async function local({ quick, signal, progress, scratch }: Run): Promise<LocalRow> {
  progress("local: starting the engine and deploying");
  const home = join(scratch, "home");
  await mkdir(home);
  const { url, stop } = await openLocalCloud(home, signal);
  try {
    const hop = await loneCommands(url, quick ? 10 : 200, quick ? 5 : 50, progress);
    const latencies = await oneAfterAnother(url, quick ? 5 : 100, quick ? 2 : 20, progress);
    return { hop, ...latencies, ...(await atOnce(url, quick ? 20 : 200, progress)) };
  } finally {
    await stop();
  }
}
