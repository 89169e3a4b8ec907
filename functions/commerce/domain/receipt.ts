import type { InvoiceGenerated, Money } from "../contracts.ts";

/** "12.50 EUR", with as many decimals as the currency has. */
export function priceText({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return `${(amount / 10 ** decimals).toFixed(decimals)} ${currency}`;
}

/** "8.1 %" for 810 basis points. */
const rateText = (rate: number): string => `${rate / 100} %`;

/** The receipt as an email: one line of text for each line of the invoice, then its sums. */
export function receipt(invoice: InvoiceGenerated["data"]): { subject: string; text: string } {
  const { orderId, invoiceId, items, net, tax, rate, total } = invoice;
  const lines = items.map(({ sku, quantity, price: { amount, currency } }) => {
    const sum = priceText({ amount: amount * quantity, currency });
    return `${quantity} x ${sku} at ${priceText({ amount, currency })}: ${sum}`;
  });
  return {
    subject: `Your order ${orderId} has been shipped`,
    text: [
      `Invoice ${invoiceId}`,
      ...lines,
      `Net: ${priceText(net)}`,
      `Tax (${rateText(rate)}): ${priceText(tax)}`,
      `Total: ${priceText(total)}`,
    ].join("\n"),
  };
}
