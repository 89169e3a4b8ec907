import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CancelOrder, type PaymentProcessed } from "../../../functions/commerce/contracts.ts";
import { invoice } from "../../../functions/commerce/domain/invoice.ts";
import { type Order, order } from "../../../functions/commerce/domain/order.ts";
import { payment } from "../../../functions/commerce/domain/payment.ts";
import { availableIn, reservedIn, type Stock, stock } from "../../../functions/commerce/domain/stock.ts";
import { chance } from "./chance.ts";
import { fakeGateway } from "./fake-gateway.ts";
import { fulfilmentWorld } from "./fulfilment-world.ts";
import { adjusted, checkedOut, created, cup, orderId, price, submitted, tea } from "./samples.ts";
import { emptyWorld } from "./world.ts";

const MOODS = ["answers", "answers", "declines", "hangs", "drops"] as const;
const PIECES = 10;

/** One order from submission until no message is left; the seed says what becomes of each. */
async function live(seed: number) {
  const random = chance(seed);
  const world = emptyWorld();
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  const usual = pick(MOODS);
  const gateway = fakeGateway(() => (random() < 0.7 ? usual : pick(MOODS)));
  const cups = random() < 0.8 ? PIECES : 0;
  world.append(stock, "tea", [adjusted(PIECES)]);
  world.append(stock, "cup", [{ ...adjusted(cups), data: { sku: "cup", quantity: cups, price } }]);
  world.append(order, orderId, [created, tea, cup, checkedOut, submitted]);
  const process = fulfilmentWorld(world, gateway.cards, random);
  process.send(checkedOut);
  const cancelAt = random() < 0.5 ? Math.floor(random() * 60) : -1;
  let steps = 0;
  while (process.flights.length > 0 || steps <= cancelAt) {
    if (steps++ === cancelAt) process.send(new CancelOrder({ orderId, reason: "changed my mind" }));
    if (process.flights.length > 0) await process.step();
    if (steps > 5_000) throw new Error(`seed ${seed} does not end: ${JSON.stringify(process.saga())}`);
  }
  return { world, gateway, process, cups };
}

type Lived = Awaited<ReturnType<typeof live>>;

function assertWhole({ world, gateway, process, cups }: Lived): string {
  const { status } = world.state<Order>(order, orderId);
  const isShipped = status === "shipped";
  const left = (sku: string) => world.state<Stock>(stock, sku);
  expect(["shipped", "cancelled"]).toContain(status);
  expect(process.saga().status).toBe(isShipped ? "invoiced" : "cancelled");
  expect(world.facts(invoice, orderId)).toHaveLength(isShipped ? 1 : 0);
  expect([reservedIn(left("tea")), reservedIn(left("cup"))]).toEqual([0, 0]);
  expect([availableIn(left("tea")), availableIn(left("cup"))]).toEqual(isShipped ? [8, 9] : [10, cups]);
  expect(gateway.kept()).toBe(isShipped ? 1_350 : 0);
  expect(gateway.charges()).toBeLessThanOrEqual(1);
  expect(process.emails).toHaveLength(isShipped ? 1 : 0);
  const facts = world.facts(payment, orderId).map(({ type }) => type) as PaymentProcessed["type"][];
  expect(facts.filter((type) => type === "PaymentProcessed").length).toBeLessThanOrEqual(1);
  return status;
}

test("whatever is late, doubled, lost or cancelled, the order ends whole: shipped and paid, or all is back", async () => {
  const ends = new Set<string>();
  const seeds = fc.integer({ min: 1, max: 1_000_000 });
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => void ends.add(assertWhole(await live(seed)))),
    { numRuns: 400 },
  );
  expect(ends).toEqual(new Set(["shipped", "cancelled"]));
});
