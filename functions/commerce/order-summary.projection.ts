import { projection } from "../runtime/index.ts";
import type { Line, Money } from "./contracts.ts";
import { totalOf, withLine, withoutLine } from "./domain/lines.ts";
import { type OrderStatus, order } from "./domain/order.ts";

export interface OrderSummary {
  readonly orderId: string;
  readonly userId: string;
  readonly createdAt: string;
  readonly status: OrderStatus;
  /** Why it was cancelled. */
  readonly reason?: string;
  readonly items: readonly Line[];
  /** Absent while the order is empty. */
  readonly total?: Money;
}

const initial: OrderSummary = { orderId: "", userId: "", createdAt: "", status: "open", items: [] };

const withItems = ({ total: _, ...row }: OrderSummary, items: readonly Line[]): OrderSummary => {
  const total = totalOf(items);
  return { ...row, items, ...(total && { total }) };
};

/** Listed by user, the newest order first. */
const listed = { in: ({ userId }: OrderSummary) => userId, by: ({ createdAt }: OrderSummary) => createdAt };

export default projection("order-summary", { of: order, initial, listed })({
  OrderCreated: (row, { orderId, userId }, { time }) => ({ ...row, orderId, userId, createdAt: time }),
  OrderItemAdded: (row, { sku, quantity, price }) => withItems(row, withLine(row.items, { sku, quantity, price })),
  OrderItemRemoved: (row, { sku }) => withItems(row, withoutLine(row.items, sku)),
  OrderSubmitted: (row) => ({ ...row, status: "submitted" }),
  OrderPaid: (row) => ({ ...row, status: "paid" }),
  OrderShipped: (row) => ({ ...row, status: "shipped" }),
  OrderCancelled: (row, { reason }) => ({ ...row, status: "cancelled", reason }),
});
