import { test } from "vitest";
import {
  OrderCancelled,
  OrderItemRemoved,
  OrderPaid,
  OrderShipped,
  ReservationVoided,
  StockRefused,
  StockReleased,
  StockTaken,
} from "../../../functions/commerce/contracts.ts";
import dailySales from "../../../functions/commerce/daily-sales.projection.ts";
import orderSummary from "../../../functions/commerce/order-summary.projection.ts";
import stockLevel from "../../../functions/commerce/stock-level.projection.ts";
import { at, givenEvents } from "../../../functions/runtime/testing/index.ts";
import { adjusted, created, cup, orderId, price, reserved, sku, submitted, tea, total } from "./samples.ts";

const base = { orderId: "o-1", userId: "u-1", createdAt: "2026-01-01T12:00:00.000Z" } as const;
const items = [
  { sku: "tea", quantity: 2, price },
  { sku: "cup", quantity: 1, price },
];
const order = [created, tea, cup];

test("an empty order has no total", () => {
  givenEvents(orderSummary, [created]).thenRow({ ...base, status: "open", items: [] });
});

test("an open order shows items and total", () => {
  givenEvents(orderSummary, order).thenRow({ ...base, status: "open", items, total });
});

test("more of the same sku is the same line", () => {
  const line = { sku: "tea", quantity: 4, price };
  givenEvents(orderSummary, [created, tea, tea]).thenRow({
    ...base,
    status: "open",
    items: [line],
    total: { amount: 1_800, currency: "EUR" },
  });
});

test("a removed item is gone, and the total of an emptied order too", () => {
  const removed = new OrderItemRemoved({ orderId, sku: "tea" });
  givenEvents(orderSummary, [created, tea, removed]).thenRow({ ...base, status: "open", items: [] });
});

test("a submitted order shows no card, email or address", () => {
  givenEvents(orderSummary, [...order, submitted]).thenRow({ ...base, status: "submitted", items, total });
});

test("an order is shown as paid, then as shipped", () => {
  const paid = [...order, submitted, new OrderPaid({ orderId, amount: total })];
  givenEvents(orderSummary, paid).thenRow({ ...base, status: "paid", items, total });
  const shipped = new OrderShipped({ orderId, items: [{ sku: "tea", quantity: 2 }], total });
  givenEvents(orderSummary, [...paid, shipped]).thenRow({ ...base, status: "shipped", items, total });
});

test("a cancelled order shows the reason", () => {
  const cancelled = new OrderCancelled({ orderId, reason: "out-of-stock" });
  givenEvents(orderSummary, [...order, submitted, cancelled]).thenRow({
    ...base,
    status: "cancelled",
    reason: "out-of-stock",
    items,
    total,
  });
});

test("stock shows what is on hand, reserved and available", () => {
  givenEvents(stockLevel, [adjusted(5)]).thenRow({ sku, onHand: 5, reserved: 0, available: 5, price });
  givenEvents(stockLevel, [adjusted(5), reserved(2), reserved(1, "o-2")]).thenRow({
    sku,
    onHand: 5,
    reserved: 3,
    available: 2,
    price,
  });
});

test("released stock is available again", () => {
  const released = new StockReleased({ sku, orderId, quantity: 2 });
  const row = { sku, onHand: 5, reserved: 0, available: 5, price };
  givenEvents(stockLevel, [adjusted(5), reserved(2), released]).thenRow(row);
});

test("taken stock leaves the shelf and the reservations at once", () => {
  const taken = new StockTaken({ sku, orderId, quantity: 2 });
  const row = { sku, onHand: 3, reserved: 0, available: 3, price };
  givenEvents(stockLevel, [adjusted(5), reserved(2), taken]).thenRow(row);
});

test("a sku that was only asked for has no price", () => {
  const row = { sku, onHand: 0, reserved: 0, available: 0 };
  givenEvents(stockLevel, [new StockRefused({ sku, orderId, quantity: 1, available: 0 })]).thenRow(row);
  givenEvents(stockLevel, [new ReservationVoided({ sku, orderId })]).thenRow(row);
});

test("a shipped order counts on its day and in its currency, and no other fact does", () => {
  const shipped = (day: string, order: string, amount: number, currency: string) =>
    at(
      `${day}T23:59:59.999Z`,
      new OrderShipped({ orderId: order, items: [{ sku: "tea", quantity: 3 }], total: { amount, currency } }),
    );
  givenEvents(dailySales, [
    ...order,
    submitted,
    new OrderPaid({ orderId, amount: total }),
    shipped("2026-01-01", orderId, 1_350, "EUR"),
    shipped("2026-01-01", "o-2", 200, "USD"),
    shipped("2026-01-01", "o-3", 50, "EUR"),
    shipped("2026-01-02", "o-4", 1, "EUR"),
    new OrderCancelled({ orderId: "o-5", reason: "late" }),
  ]).thenRows({
    "2026-01-01": { orders: 3, pieces: 9, revenue: { EUR: 1_400, USD: 200 } },
    "2026-01-02": { orders: 1, pieces: 3, revenue: { EUR: 1 } },
  });
});
