import { totals } from "../runtime/index.ts";
import { order } from "./domain/order.ts";

/** What was shipped on a day, in UTC: an order is sold when it leaves, since until then it may be cancelled. */
export interface DailySales {
  readonly orders: number;
  readonly pieces: number;
  /** By currency, in its minor units. */
  readonly revenue: Readonly<Record<string, number>>;
}

const initial: DailySales = { orders: 0, pieces: 0, revenue: {} };

export default totals("daily-sales", { of: order, total: (_, { time }) => time.slice(0, 10), initial })({
  OrderShipped: ({ orders, pieces, revenue }, { items, total: { amount, currency } }) => ({
    orders: orders + 1,
    pieces: items.reduce((sum, { quantity }) => sum + quantity, pieces),
    revenue: { ...revenue, [currency]: (revenue[currency] ?? 0) + amount },
  }),
});
