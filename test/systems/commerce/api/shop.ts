import commerceApi from "../../../../functions/commerce/api/index.ts";
import type { Message } from "../../../../functions/runtime/contract.ts";
import { openSystem } from "../../at-work.ts";

const consumers = ["order", "stock", "user", "order-summary", "stock-level", "user-profile", "daily-sales"];

/** Orders, stock and their read models at work. */
export function openShop() {
  const shop = openSystem("commerce", commerceApi, { consumers });
  const stock = (sku: string, amount: number, currency = "EUR") =>
    shop.settle("PUT", `/stock/${sku}`, { quantity: 100, price: { amount, currency } });
  const open = async (...items: { sku: string; quantity: number }[]) =>
    String((await shop.settle("POST", "/orders", { userId: "ann", items })).body["orderId"]);
  const happened = (orderId: string, ...facts: Message<"event">[]) => shop.happened(`order/${orderId}`, ...facts);
  return { ...shop, stock, open, happened };
}

export const submission = {
  card: "tok_ok",
  email: "ann@example.com",
  address: { name: "Ann", street: "High Street 1", city: "Leeds", postalCode: "LS1 1AA", country: "GB" },
};
