import { type EdgeContext, find, problem } from "../../runtime/edge/index.ts";
import type { Line, Money } from "../contracts.ts";
import stockLevel from "../stock-level.projection.ts";
import type { Item } from "./shapes.ts";

async function priceOf(c: EdgeContext, sku: string): Promise<Money | undefined> {
  return (await find(c, stockLevel, sku))?.row.price;
}

const unknownSkus = (fields: readonly string[]) =>
  problem(422, "sku-unknown", "There is no such sku", {
    detail: "Order only what GET /stock/{sku} knows with a price.",
    errors: fields.map((field) => ({ field, reason: "is not in stock" })),
  });

/** Refuses lines of two currencies; the order does so as well, but it is asked later. */
export function assertOneCurrency(lines: readonly Line[]): void {
  const currencies = [...new Set(lines.map(({ price }) => price.currency))];
  if (currencies.length > 1)
    throw problem(422, "mixed-currencies", "An order has one currency", {
      detail: `The items are priced in ${currencies.join(" and ")}: make one order for each.`,
    });
}

/** The item at today's price; throws the problem `sku-unknown`. */
export async function pricedItem(c: EdgeContext, item: Item): Promise<Line> {
  const price = await priceOf(c, item.sku);
  if (price) return { ...item, price };
  throw unknownSkus(["sku"]);
}

/** Each item at today's price; throws the problem `sku-unknown` that names every sku it is about. */
export async function pricedItems(c: EdgeContext, items: readonly Item[]): Promise<Line[]> {
  const prices = await Promise.all(items.map(({ sku }) => priceOf(c, sku)));
  const unknown = prices.flatMap((price, index) => (price ? [] : [`items.${index}.sku`]));
  if (unknown.length > 0) throw unknownSkus(unknown);
  return items.flatMap((item, index) => {
    const price = prices[index];
    return price ? [{ ...item, price }] : [];
  });
}
