import { Rejected } from "../../runtime/index.ts";
import type { Line, Money } from "../contracts.ts";

const MOST_LINES = 50;
const MOST_PIECES = 1_000_000;

/** One line per sku: more of the same adds up, at the newest price. */
export function withLine(lines: readonly Line[], line: Line): readonly Line[] {
  if (!lines.some(({ sku }) => sku === line.sku)) return [...lines, line];
  return lines.map((each) => (each.sku === line.sku ? { ...line, quantity: each.quantity + line.quantity } : each));
}

export const withoutLine = (lines: readonly Line[], sku: string): readonly Line[] =>
  lines.filter((line) => line.sku !== sku);

/** What the lines cost, in minor units; undefined if there are none. */
export function totalOf(lines: readonly Line[]): Money | undefined {
  const [first] = lines;
  if (!first) return undefined;
  const amount = lines.reduce((sum, { quantity, price }) => sum + quantity * price.amount, 0);
  return { amount, currency: first.price.currency };
}

/** Refuses lines that no order may have: two currencies, too many pieces, a sum beyond exact numbers. */
export function assertLines(lines: readonly Line[]): void {
  const currencies = new Set(lines.map(({ price }) => price.currency));
  if (currencies.size > 1)
    throw new Rejected("other-currency", `an order has one currency, not ${[...currencies].join(" and ")}`, {
      help: "make one order for each currency",
    });
  if (lines.length > MOST_LINES)
    throw new Rejected("too-many-lines", `an order has at most ${MOST_LINES} lines`, { help: "make another order" });
  const large = lines.find(({ quantity }) => quantity > MOST_PIECES);
  if (large)
    throw new Rejected("too-many-pieces", `${large.sku} is ordered at most ${MOST_PIECES} times`, {
      help: "order fewer pieces",
    });
  if (!Number.isSafeInteger(totalOf(lines)?.amount ?? 0))
    throw new Rejected("total-too-large", "the order costs more than can be counted exactly", {
      help: "order fewer pieces",
    });
}
