import { describe, expect, test } from "vitest";
import addOrderItem from "../../../functions/commerce/add-order-item.ts";
import {
  AddOrderItem,
  CreateOrder,
  OrderCancelled,
  OrderItemAdded,
  OrderItemRemoved,
  RemoveOrderItem,
} from "../../../functions/commerce/contracts.ts";
import createOrder from "../../../functions/commerce/create-order.ts";
import removeOrderItem from "../../../functions/commerce/remove-order-item.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import { created, cup, euros, orderId, price, submitted, tea } from "./samples.ts";

const userId = "u-1";
const line = { sku: "tea", quantity: 2, price };
const add = (change: object = {}) => new AddOrderItem({ orderId, ...line, ...change });
const create = (...items: (typeof line)[]) => new CreateOrder({ orderId, userId, items });

describe("an order is created", () => {
  test("empty", () => given(createOrder).when(create()).then(created));
  test("with items, each a fact of its own", () =>
    given(createOrder)
      .when(create(line, { ...line, sku: "cup", quantity: 1 }))
      .then(created, tea, cup));
  test("once", () => given(createOrder, [created]).when(create()).thenRejected("order-exists"));
  test("not with two currencies", () =>
    given(createOrder)
      .when(create(line, { sku: "cup", quantity: 1, price: { amount: 1, currency: "USD" } }))
      .thenRejected("other-currency"));
  test("not with more pieces of one sku than can be ordered", () =>
    given(createOrder)
      .when(create({ ...line, quantity: 1_000_000 }, line))
      .thenRejected("too-many-pieces"));
  test("not at a sum beyond exact numbers", () =>
    given(createOrder)
      .when(create({ ...line, price: euros(Number.MAX_SAFE_INTEGER) }))
      .thenRejected("total-too-large"));
});

describe("an item is added", () => {
  test("to an open order", () => given(addOrderItem, [created]).when(add()).then(tea));
  test("again, as more pieces of the same line", () =>
    given(addOrderItem, [created, tea])
      .when(add({ quantity: 3 }))
      .then(new OrderItemAdded({ orderId, ...line, quantity: 3 })));
  test("not beyond the most pieces of a line", () =>
    given(addOrderItem, [created, tea])
      .when(add({ quantity: 999_999 }))
      .thenRejected("too-many-pieces"));
  test("not in another currency", () =>
    given(addOrderItem, [created, tea])
      .when(add({ sku: "cup", price: { amount: 450, currency: "USD" } }))
      .thenRejected("other-currency"));
  test("in another currency once the order is empty again", () => {
    const dollars = { sku: "cup", price: { amount: 450, currency: "USD" } };
    return given(addOrderItem, [created, tea, new OrderItemRemoved({ orderId, sku: "tea" })])
      .when(add(dollars))
      .then(new OrderItemAdded({ orderId, ...line, ...dollars }));
  });
  test("not beyond fifty lines", () => {
    const fifty = Array.from({ length: 50 }, (_, i) => new OrderItemAdded({ orderId, ...line, sku: `sku-${i}` }));
    return given(addOrderItem, [created, ...fifty])
      .when(add())
      .thenRejected("too-many-lines");
  });
  test("not to an order that does not exist", () => given(addOrderItem).when(add()).thenRejected("order-not-found"));
  test("not to a submitted order", () =>
    given(addOrderItem, [created, tea, submitted]).when(add()).thenRejected("order-not-open"));
  test("not to a cancelled order", () =>
    given(addOrderItem, [created, new OrderCancelled({ orderId, reason: "changed my mind" })])
      .when(add())
      .thenRejected("order-not-open"));
});

describe("an item is removed", () => {
  const remove = (sku: string) => new RemoveOrderItem({ orderId, sku });
  test("with all its pieces", () =>
    given(removeOrderItem, [created, tea, tea])
      .when(remove("tea"))
      .then(new OrderItemRemoved({ orderId, sku: "tea" })));
  test("not if it is not in the order", () =>
    given(removeOrderItem, [created, tea]).when(remove("cup")).thenRejected("item-not-in-order"));
  test("not twice", () =>
    given(removeOrderItem, [created, tea, new OrderItemRemoved({ orderId, sku: "tea" })])
      .when(remove("tea"))
      .thenRejected("item-not-in-order"));
  test("not from a submitted order", () =>
    given(removeOrderItem, [created, tea, submitted]).when(remove("tea")).thenRejected("order-not-open"));
  test("not from an order that does not exist", () =>
    given(removeOrderItem).when(remove("tea")).thenRejected("order-not-found"));
});

describe("a contract refuses", () => {
  test.each([
    ["no pieces", { quantity: 0 }],
    ["half a piece", { quantity: 0.5 }],
    ["more than a million pieces", { quantity: 1_000_001 }],
    ["a price in fractions", { price: { amount: 4.5, currency: "EUR" } }],
    ["a price that is no exact number", { price: { amount: 2 ** 53, currency: "EUR" } }],
    ["a free item", { price: { amount: 0, currency: "EUR" } }],
    ["a currency that has no code", { price: { amount: 450, currency: "euro" } }],
    ["an item without sku", { sku: "" }],
  ])("%s", (_, change) => {
    expect(() => add(change)).toThrow("AddOrderItem is not valid");
  });
});
