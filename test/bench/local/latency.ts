import { percentile } from "../stats.ts";
import { allHops, type Hop, journeyOf, openOrder, stockUp, submit, untilShipped } from "./orders.ts";

/** Milliseconds, of so many samples. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly samples: number;
}

/** How often something is measured, after rounds that only warm up. */
export interface Rounds {
  readonly count: number;
  readonly warm: number;
  /** Milliseconds after which no further round is begun; default: none is left out. */
  readonly atMost?: number;
  /** Tells what is under way. */
  readonly say: (what: string) => void;
}

export const SUBMITTED = "commerce/submit-order";
export const SHIPPED = "commerce/ship-order";
/** The third handler of an order's journey, asked by a saga. */
const RESERVED = "commerce/reserve-stock";

const latencyOf = (values: readonly number[]): Latency => ({
  p50: percentile(values, 0.5),
  p99: percentile(values, 0.99),
  samples: values.length,
});

const at = (time: string | undefined): number => Date.parse(time ?? "");

/** When a handler was called, in milliseconds since 1970; NaN if it was not. */
export const handledBy = (hops: readonly Hop[], by: string): number => at(hops.find((hop) => hop.by === by)?.handledAt);

const commitsOf = (hops: readonly Hop[]): number[] =>
  hops.flatMap(({ kind, ms }) => (kind === "commit" && ms !== undefined ? [ms] : []));

/** The numbers of the rounds: below zero while it is warming up. */
function* turns({ count, warm, atMost = Number.POSITIVE_INFINITY }: Rounds): Generator<number> {
  for (let i = -warm; i < 0; i++) yield i;
  const until = performance.now() + atMost;
  for (let i = 0; i < count && performance.now() < until; i++) yield i;
}

/** From the sending of a command to the call of its handler, nothing else under way. */
export async function loneCommands(url: string, rounds: Rounds): Promise<Latency> {
  rounds.say(`${rounds.count} commands, one after another`);
  const hops: number[] = [];
  for (const i of turns(rounds)) {
    const journey = await journeyOf(url, await stockUp(url), 20);
    if (i >= 0) hops.push(...commitsOf(allHops(journey)));
  }
  return latencyOf(hops);
}

/** Of orders with nothing else under way: the hops of all their messages, the way to the third handler, and to the shipment. */
export async function loneOrders(url: string, rounds: Rounds) {
  const [hops, three, whole] = [[] as number[], [] as number[], [] as number[]];
  for (const i of turns(rounds)) {
    if (i % 20 === 0) rounds.say(`order ${i} of ${rounds.count}, one after another`);
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
