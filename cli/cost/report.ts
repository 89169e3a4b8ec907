import type { Colors } from "picocolors/types.js";
import { table } from "../table.ts";
import { type Line, totalOf } from "./lines.ts";
import type { Usage } from "./order/usage.ts";
import type { Assumed } from "./per-order.ts";
import type { PRICE_LIST } from "./prices.ts";

/** What so many orders cost. */
export interface OrdersCost {
  readonly orders: number;
  readonly assumed: Readonly<Record<"alone" | "inTens", Assumed>>;
  /** What one order was counted to ask for. */
  readonly usage: Usage;
  /** Per month in which orders come: metrics of log lines, and facts of these orders. */
  readonly monthly: readonly Line[];
  /** Of so many orders, each message handled alone, and in batches of ten. */
  readonly alone: readonly Line[];
  readonly inTens: readonly Line[];
}

export interface CostReport {
  readonly prices: typeof PRICE_LIST;
  /** Per month, whatever happens. */
  readonly atRest: readonly Line[];
  /** Absent where there is no shop to place an order with. */
  readonly ofOrders?: OrdersCost;
}

const money = (dollars: number): string => `$${dollars.toFixed(2)}`;

function block(title: string, lines: readonly Line[], colors: Colors): string[] {
  const rows = lines.map(({ service, dollars, because }) => [service, money(dollars).padStart(9), because]);
  const all = [...rows, ["in all", money(totalOf(lines)).padStart(9), ""]];
  return [colors.bold(title), ...table(["service", "     US$", "for"], all, colors.dim, [])];
}

function ordersText({ orders, assumed, monthly, alone, inTens }: OrdersCost, colors: Colors): string[] {
  const many = orders.toLocaleString("en-US");
  const { traced } = assumed.alone;
  return [
    ...block(`${many} orders, each message handled alone`, alone, colors),
    "",
    ...block(`${many} orders, handled in batches of ten`, inTens, colors),
    "",
    ...block(`Each month with these ${many} orders kept, beside that`, monthly, colors),
    "",
    `Counted: one order placed with this code on services that answer from this process, every request of the SDK.`,
    `Assumed: how long a Lambda runs, ${traced * 100} % of the journeys traced, a batch that fails nothing, no free tier.`,
  ];
}

/** The report as text, each figure with what it is for. */
export function asText({ prices, atRest, ofOrders }: CostReport, colors: Colors): string {
  const orders = ofOrders
    ? ordersText(ofOrders, colors)
    : ["There is no commerce system here, so no order was counted."];
  const source = `Prices: ${prices.region}, ${prices.date}, ${prices.source}.`;
  return [...block("Each month, at rest", atRest, colors), "", ...orders, source].join("\n");
}
