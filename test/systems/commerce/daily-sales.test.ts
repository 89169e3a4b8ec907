import * as fc from "fast-check";
import { expect, test } from "vitest";
import dailySales, { type DailySales } from "../../../functions/commerce/daily-sales.projection.ts";
import { type Commit, outgoing } from "../../../functions/runtime/commit.ts";
import { deliver } from "../../../functions/runtime/delivery/index.ts";
import { openWorker } from "../../../functions/runtime/delivery/open-worker.ts";
import { consumerOf, type Definition } from "../../../functions/runtime/manifest.ts";
import type { Delivery, Ports } from "../../../functions/runtime/ports.ts";
import { memoryGround } from "../../../functions/runtime/testing/simulation/ground.ts";

const DAYS = ["2026-01-30", "2026-01-31", "2026-02-01"];

const order = fc.record({
  day: fc.constantFrom(...DAYS),
  isShipped: fc.boolean(),
  currency: fc.constantFrom("EUR", "USD"),
  amount: fc.integer({ min: 1, max: 1_000_000 }),
  quantities: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
});
type Order = typeof order extends fc.Arbitrary<infer O> ? O : never;

/** The life of an order: opened the day before, then shipped or cancelled in the last or first second of a day. */
function commitsOf({ day, isShipped, currency, amount, quantities }: Order, i: number): Commit[] {
  const orderId = `o-${i}`;
  const total = { amount, currency };
  const items = quantities.map((quantity, line) => ({ sku: `s-${line}`, quantity }));
  const last = isShipped
    ? { type: "OrderShipped", data: { orderId, items, total } }
    : { type: "OrderCancelled", data: { orderId, reason: "late" } };
  const facts = [
    { time: "2026-01-29T12:00:00.000Z", type: "OrderCreated", data: { orderId, userId: "u" } },
    { time: `${day}T00:00:00.000Z`, type: "OrderPaid", data: { orderId, amount: total } },
    { time: `${day}T${i % 2 ? "23:59:59.999" : "00:00:00.000"}Z`, ...last },
  ];
  return facts.map(({ time, type, data }, n) => ({
    stream: `commerce/order/${orderId}`,
    n: n + 1,
    time,
    by: "commerce/order",
    version: n + 1,
    events: [{ type, v: 1, data, by: 0 }],
    sends: [],
    answers: [{ id: `m-${orderId}-${n}`, type: "Do", sent: time, correlationid: "c", hops: 0 }],
  }));
}

/** What was sold on a day, by adding up. */
function soldOn(day: string, orders: readonly Order[]): DailySales {
  const sold = orders.filter((each) => each.isShipped && each.day === day);
  const sumOf = (currency: string) => {
    const amounts = sold.filter((each) => each.currency === currency).map(({ amount }) => amount);
    return amounts.length > 0 ? { [currency]: amounts.reduce((a, b) => a + b) } : {};
  };
  const pieces = sold.flatMap(({ quantities }) => quantities).reduce((a, b) => a + b, 0);
  return { orders: sold.length, pieces, revenue: { ...sumOf("EUR"), ...sumOf("USD") } };
}

const consumer = consumerOf("commerce", dailySales as Definition, "commerce/daily-sales.projection.ts", new Set());

/** Two workers of the projection on the same memory ports. */
function openWorkers() {
  const { journal, snapshots, attempts, rates, models } = memoryGround();
  const ports: Ports = {
    journal,
    snapshots,
    attempts,
    rates,
    models,
    log: () => undefined,
    services: { secret: async () => "", email: async () => undefined },
    clock: { now: () => Date.UTC(2026, 1, 2), skew: () => 0, sleep: async () => undefined, random: () => 0.5 },
  };
  const inbox = { deadLetter: async () => undefined, backOff: async () => undefined, remove: async () => undefined };
  const open = () => openWorker({ consumer, definitions: [dailySales as Definition], ports, inbox });
  return { journal, models, workers: [open(), open()] as const };
}

const deliveryOf = (envelope: object, i: number): Delivery => ({
  messageId: `sqs-${i}`,
  receiptHandle: `sqs-${i}`,
  body: JSON.stringify(envelope),
  receives: 1,
  redriven: false,
});

const disorder = fc.record({
  orders: fc.array(order, { minLength: 1, maxLength: 12 }),
  seed: fc.infiniteStream(fc.nat()),
});

test("a day's sales are exact, whatever the order of the facts, however often they come, and whoever else is at work", async () => {
  await fc.assert(
    fc.asyncProperty(disorder, async ({ orders, seed }) => {
      const { journal, models, workers } = openWorkers();
      const commits = orders.flatMap(commitsOf);
      for (const commit of commits) await journal.append(commit);
      const envelopes = commits.flatMap(outgoing).map(({ envelope }) => envelope);
      const twice = [...envelopes, ...envelopes].map((envelope) => ({ envelope, draw: seed.next().value }));
      const shuffled = twice.sort((a, b) => a.draw - b.draw).map(({ envelope }, i) => deliveryOf(envelope, i));
      for (let from = 0; from < shuffled.length; from += 10) {
        const batch = shuffled.slice(from, from + 10);
        const failed = await Promise.all([deliver(workers[0], batch.slice(0, 6)), deliver(workers[1], batch.slice(4))]);
        expect(failed.flat()).toEqual([]);
      }
      for (const day of DAYS) {
        const row = (await models.read("commerce/daily-sales", `total/${day}`))?.row;
        expect(row ?? dailySales.initial).toEqual(soldOn(day, orders));
      }
    }),
    { numRuns: 60 },
  );
});
