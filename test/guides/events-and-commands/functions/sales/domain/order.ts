import { state } from "../../../../../../functions/runtime/index.ts";
import { OrderCancelled, OrderPlaced } from "../contracts.ts";

export interface Order {
  readonly status: "none" | "placed" | "cancelled";
}

const initial: Order = { status: "none" };

export const order = state("order", { key: "orderId", from: [OrderPlaced, OrderCancelled], initial })({
  OrderPlaced: () => ({ status: "placed" }),
  OrderCancelled: () => ({ status: "cancelled" }),
});
