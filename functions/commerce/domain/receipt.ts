import type { Line, Money } from "../contracts.ts";

/** "12.50 EUR", with as many decimals as the currency has. */
export function priceText({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return `${(amount / 10 ** decimals).toFixed(decimals)} ${currency}`;
}

/** The receipt as an email: one line of text for each line of the order. */
export function receipt(orderId: string, lines: readonly Line[], total: Money): { subject: string; text: string } {
  const items = lines.map(({ sku, quantity, price }) => `${quantity} x ${sku} at ${priceText(price)}`);
  return {
    subject: `Your order ${orderId} has been shipped`,
    text: [...items, `Total: ${priceText(total)}`].join("\n"),
  };
}
