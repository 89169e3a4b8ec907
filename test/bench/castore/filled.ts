import type { Envelope } from "../../../functions/runtime/envelope.ts";
import { listing, restingOrderOf } from "../trading/flow.ts";
import { type ContenderName, contenders } from "./contenders.ts";
import { freezable } from "./frozen.ts";

const INSTRUMENT = "ACME";

/** Orders of the one book, from the `from`th on. */
export const orders = (from: number, count: number): Envelope[] =>
  Array.from({ length: count }, (_, i) => restingOrderOf(INSTRUMENT, from + i));

/** A contender's tables with a book of `facts` facts, written one by one, each an order that rests but for the first. */
export async function filled(name: ContenderName, facts: number) {
  const { tables, open } = contenders[name];
  const { services, freeze } = freezable(tables());
  // Whoever keeps the book writes the same as who does not, and is done sooner.
  const { decide } = contenders[name === "castore" ? "castore-kept" : name].open(services);
  await decide([listing(INSTRUMENT)]);
  for (const order of orders(1, facts - 1)) await decide([order]);
  return { freeze, open: () => open(services) };
}
