import * as z from "zod";

const money = z.object({
  amount: z.int().describe("In the minor units of the currency."),
  currency: z.string().describe("ISO 4217."),
});
const line = z.object({ sku: z.string(), quantity: z.int(), price: money });

const summary = z.object({
  orderId: z.string(),
  userId: z.string(),
  createdAt: z.iso.datetime(),
  status: z.enum(["open", "submitted", "paid", "shipped", "cancelled"]),
  reason: z.string().optional().describe("Why it was cancelled."),
  items: z.array(line),
  total: money.nullable().describe("Null while the order is empty."),
});

/** What the reads of this API answer. */
export const answers = {
  order: summary.extend({ version: z.int().describe("How many facts are in it.") }),
  summary,
  stock: z.object({
    sku: z.string(),
    onHand: z.int(),
    reserved: z.int(),
    available: z.int().describe("What can still be reserved."),
    price: money.nullable().describe("Null until the stock is first set: such a sku cannot be ordered."),
  }),
  sales: z.object({
    date: z.iso.date(),
    orders: z.int(),
    pieces: z.int(),
    revenue: z.record(z.string(), z.int()).describe("By currency, in its minor units."),
  }),
  user: z.object({ userId: z.string(), name: z.string(), email: z.string(), registeredAt: z.string() }),
};
