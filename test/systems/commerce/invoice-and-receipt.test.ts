import { describe, expect, test } from "vitest";
import { GenerateInvoice, InvoiceGenerated, SendEmail } from "../../../functions/commerce/contracts.ts";
import { priceText } from "../../../functions/commerce/domain/receipt.ts";
import generateInvoice from "../../../functions/commerce/generate-invoice.ts";
import sendEmail from "../../../functions/commerce/send-email.ts";
import sendReceipt from "../../../functions/commerce/send-receipt-on-invoice-generated.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import { checkedOut, created, cup, email, euros, items, orderId, submitted, tea, total } from "./samples.ts";

const figures = { orderId, items, rate: 2_000, net: euros(1_125), tax: euros(225), total };
const generated = new InvoiceGenerated({ invoiceId: "invoice-o-1", ...figures });

describe("an invoice", () => {
  const generate = (change: object = {}) => new GenerateInvoice({ ...figures, ...change });
  test("has the figures it was asked for with, and an id that follows from the order's", () =>
    given(generateInvoice).when(generate()).then(generated));
  test("is generated once, and stands as it is", () =>
    given(generateInvoice, [generated])
      .when(generate({ rate: 1_900 }))
      .thenNothing());
});

describe("a receipt", () => {
  const order = [created, tea, cup, checkedOut, submitted];
  const receipt = new SendEmail({
    to: "ada@example.org",
    subject: "Your order o-1 has been shipped",
    text: [
      "Invoice invoice-o-1",
      "2 x tea at 4.50 EUR: 9.00 EUR",
      "1 x cup at 4.50 EUR: 4.50 EUR",
      "Net: 11.25 EUR",
      "Tax (20 %): 2.25 EUR",
      "Total: 13.50 EUR",
    ].join("\n"),
  });
  test("goes to the address of the checkout, with the invoice's figures", () =>
    given(sendReceipt, order).when(generated).then(receipt));
  test("says a rate in fractions of a percent, and a tax of nothing", () => {
    const text = receipt.data.text.replace("Net: 11.25", "Net: 13.50").replace("Tax (20 %): 2.25", "Tax (8.1 %): 0.00");
    return given(sendReceipt, order)
      .when(new InvoiceGenerated({ ...generated.data, rate: 810, net: total, tax: euros(0) }))
      .then(new SendEmail({ ...receipt.data, text }));
  });
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
