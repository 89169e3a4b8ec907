import {
  CheckoutCompleted,
  OrderCreated,
  OrderItemAdded,
  OrderSubmitted,
  ReserveStock,
  StockAdjusted,
  StockReserved,
} from "../../../functions/commerce/contracts.ts";

export const orderId = "o-1";
export const sku = "tea";
export const euros = (amount: number) => ({ amount, currency: "EUR" });
export const price = euros(450);
export const total = euros(1_350);
export const email = "ada@example.org";
export const address = { name: "Ada", street: "1 Mill Lane", city: "Ely", postalCode: "CB7 4AA", country: "GB" };
export const card = "tok_ok";

export const created = new OrderCreated({ orderId, userId: "u-1" });
export const tea = new OrderItemAdded({ orderId, sku: "tea", quantity: 2, price });
export const cup = new OrderItemAdded({ orderId, sku: "cup", quantity: 1, price });
export const items = [
  { sku: "tea", quantity: 2, price },
  { sku: "cup", quantity: 1, price },
];
export const checkedOut = new CheckoutCompleted({ orderId, items, total, card, email, address });
export const submitted = new OrderSubmitted({ orderId, userId: "u-1", items, total });

export const adjusted = (quantity: number) => new StockAdjusted({ sku, quantity, price });
export const reserve = (quantity: number, order = orderId) => new ReserveStock({ sku, orderId: order, quantity });
export const reserved = (quantity: number, order = orderId) => new StockReserved({ sku, orderId: order, quantity });
