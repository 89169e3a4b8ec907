import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "../bench.ts";
import { handledBy, type Latency, loneCommands, loneOrders, SHIPPED, SUBMITTED } from "../local/latency.ts";
import { openLocalCloud } from "../local/local-cloud.ts";
import { allHops, journeyOf, openOrder, submit, untilShipped } from "../local/orders.ts";

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

async function atOnce(url: string, count: number, say: (what: string) => void) {
  say(`${count} orders at once`);
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
  const say = (what: string) => progress(`local: ${what}`);
  say("starting the engine and deploying");
  const home = join(scratch, "home");
  await mkdir(home);
  const { url, stop } = await openLocalCloud(home, signal);
  try {
    const hop = await loneCommands(url, { count: quick ? 10 : 200, warm: quick ? 5 : 50, say });
    const latencies = await loneOrders(url, { count: quick ? 5 : 100, warm: quick ? 2 : 20, say });
    return { hop, ...latencies, ...(await atOnce(url, quick ? 20 : 200, say)) };
  } finally {
    await stop();
  }
}
