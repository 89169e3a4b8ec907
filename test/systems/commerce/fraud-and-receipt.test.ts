import { describe, expect, test } from "vitest";
import checkFraud from "../../../functions/commerce/check-fraud.ts";
import {
  CheckFraud,
  FraudSuspected,
  OrderCleared,
  OrderShipped,
  SendEmail,
} from "../../../functions/commerce/contracts.ts";
import { priceText } from "../../../functions/commerce/domain/receipt.ts";
import sendEmail from "../../../functions/commerce/send-email.ts";
import sendReceipt from "../../../functions/commerce/send-receipt-on-order-shipped.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import { card, created, cup, email, euros, orderId, submitted, tea, total } from "./samples.ts";

const cleared = new OrderCleared({ orderId });
const suspected = (reason: string) => new FraudSuspected({ orderId, reason });

describe("an order is screened", () => {
  const check = (change: object = {}) => new CheckFraud({ orderId, total, card, country: "GB", ...change });
  test("and cleared", () => given(checkFraud).when(check()).then(cleared));
  test("and cleared at the limit", () =>
    given(checkFraud)
      .when(check({ total: euros(1_000_000) }))
      .then(cleared));
  test.each([
    ["an amount above the limit", { total: euros(1_000_001) }, "amount-above-limit"],
    ["a card reported stolen", { card: "tok_fraud" }, "card-reported-stolen"],
    ["a country that does not exist", { country: "ZZ" }, "country-does-not-exist"],
  ])("and suspected for %s", (_, change, reason) => given(checkFraud).when(check(change)).then(suspected(reason)));
  test("once when cleared", () =>
    given(checkFraud, [cleared])
      .when(check({ card: "tok_fraud" }))
      .thenNothing());
  test("once when suspected", () =>
    given(checkFraud, [suspected("card-reported-stolen")])
      .when(check())
      .thenNothing());
});

describe("a receipt", () => {
  const shipped = new OrderShipped({ orderId, items: [{ sku: "tea", quantity: 2 }], total });
  const receipt = new SendEmail({
    to: "ada@example.org",
    subject: "Your order o-1 has been shipped",
    text: "2 x tea at 4.50 EUR\n1 x cup at 4.50 EUR\nTotal: 13.50 EUR",
  });
  test("goes to the address that the order was submitted with", () =>
    given(sendReceipt, [created, tea, cup, submitted, shipped]).when(shipped).then(receipt));
  test("is sent as it is", async () => {
    const sent: unknown[] = [];
    await given(sendEmail)
      .when(receipt, { needs: { email: async (message) => void sent.push(message) } })
      .thenNothing();
    expect(sent).toEqual([{ to: email, subject: receipt.data.subject, text: receipt.data.text }]);
  });
  test.each([
    [{ amount: 5, currency: "EUR" }, "0.05 EUR"],
    [{ amount: 1_234, currency: "JPY" }, "1234 JPY"],
    [{ amount: 1_234, currency: "KWD" }, "1.234 KWD"],
  ])("has the decimals of the currency: %j", (money, text) => {
    expect(priceText(money)).toBe(text);
  });
});
