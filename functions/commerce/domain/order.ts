import { Rejected, state } from "../../runtime/index.ts";
import {
  CheckoutCompleted,
  type Line,
  OrderCancelled,
  OrderCreated,
  OrderItemAdded,
  OrderItemRemoved,
  OrderPaid,
  OrderShipped,
  OrderSubmitted,
} from "../contracts.ts";
import { withLine, withoutLine } from "./lines.ts";

export type OrderStatus = "open" | "submitted" | "paid" | "shipped" | "cancelled";

export interface Order {
  /** "none" until it is created. */
  readonly status: "none" | OrderStatus;
  readonly userId: string;
  readonly lines: readonly Line[];
  /** Where the receipt goes; known from submission. */
  readonly email: string;
}

const initial: Order = { status: "none", userId: "", lines: [], email: "" };

export const order = state("order", {
  key: "orderId",
  from: [
    OrderCreated,
    OrderItemAdded,
    OrderItemRemoved,
    CheckoutCompleted,
    OrderSubmitted,
    OrderPaid,
    OrderShipped,
    OrderCancelled,
  ],
  initial,
})({
  OrderCreated: (current, { userId }) => ({ ...current, status: "open", userId }),
  OrderItemAdded: (current, { sku, quantity, price }) => ({
    ...current,
    lines: withLine(current.lines, { sku, quantity, price }),
  }),
  OrderItemRemoved: (current, { sku }) => ({ ...current, lines: withoutLine(current.lines, sku) }),
  CheckoutCompleted: (current, { email }) => ({ ...current, email }),
  OrderSubmitted: (current) => ({ ...current, status: "submitted" }),
  OrderPaid: (current) => ({ ...current, status: "paid" }),
  OrderShipped: (current) => ({ ...current, status: "shipped" }),
  OrderCancelled: (current) => ({ ...current, status: "cancelled" }),
});

/** Refuses what needs an order that exists. */
export function assertExists({ status }: Order): void {
  if (status === "none")
    throw new Rejected("order-not-found", "there is no such order", { help: "create the order first" });
}

/** Refuses changes to an order that is on its way. */
export function assertOpen(current: Order): void {
  assertExists(current);
  if (current.status !== "open")
    throw new Rejected("order-not-open", `the order is ${current.status}`, { help: "create another order" });
}
