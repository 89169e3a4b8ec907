import type { Colors } from "picocolors/types.js";
import { table } from "../topology/table.ts";
import { type Line, totalOf } from "./lines.ts";
import type { Assumed } from "./per-order.ts";
import type { PRICE_LIST } from "./prices.ts";

export interface CostReport {
  readonly prices: typeof PRICE_LIST;
  readonly orders: number;
  readonly assumed: Readonly<Record<"alone" | "inTens", Assumed>>;
  /** Per month, whatever happens. */
  readonly atRest: readonly Line[];
  /** Per month in which orders come: metrics of log lines, and facts of these orders. */
  readonly monthly: readonly Line[];
  /** Of so many orders, each message handled alone, and in batches of ten. */
  readonly alone: readonly Line[];
  readonly inTens: readonly Line[];
}

const money = (dollars: number): string => `$${dollars.toFixed(2)}`;

function block(title: string, lines: readonly Line[], colors: Colors): string[] {
  const rows = lines.map(({ service, dollars, because }) => [service, money(dollars).padStart(9), because]);
  const all = [...rows, ["in all", money(totalOf(lines)).padStart(9), ""]];
  return [colors.bold(title), ...table(["service", "     US$", "for"], all, colors.dim, [])];
}

/** The report as text, each figure with what it is for. */
export function asText(report: CostReport, colors: Colors): string {
  const { prices, orders, assumed, atRest, monthly, alone, inTens } = report;
  const many = orders.toLocaleString("en-US");
  const { traced } = assumed.alone;
  return [
    ...block("Each month, at rest", atRest, colors),
    "",
    ...block(`${many} orders, each message handled alone`, alone, colors),
    "",
    ...block(`${many} orders, handled in batches of ten`, inTens, colors),
    "",
    ...block(`Each month with these ${many} orders kept, beside that`, monthly, colors),
    "",
    `Counted: one order placed with this code on services that answer from this process, every request of the SDK.`,
    `Assumed: how long a Lambda runs, ${traced * 100} % of the journeys traced, a batch that fails nothing, no free tier.`,
    `Prices: ${prices.region}, ${prices.date}, ${prices.source}.`,
  ].join("\n");
}
