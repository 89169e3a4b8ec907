/** A longer cell is no number and no time, whatever it takes to find out. */
export const MOST_CELL = 200;

/** What stands before the fraction; the other one may group thousands. */
export type DecimalMark = "." | ",";

const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const GROUPED = { ".": /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/, ",": /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/ };
const ORNAMENTS = /(?!\r|\n)[\s$€£¥'’_]/gu;

/** What a cell has instead of a number where there is none. */
const MISSING = /^(?:|null|nil|none|nan|n\/?a|#n\/a|-+|\.)$/i;

export const isMissing = (cell: string): boolean => MISSING.test(cell.trim());

/** The number of a cell as plain decimal text, such as `-1234.5`; undefined if it has none. Currency signs and thousands' marks are left out. */
export function plainNumber(cell: string, mark: DecimalMark): string | undefined {
  if (cell.length > MOST_CELL) return undefined;
  if (mark === "." && PLAIN.test(cell)) return cell;
  const text = cell.replaceAll(ORNAMENTS, "");
  const ungrouped = GROUPED[mark].test(text) ? text.replaceAll(mark === "." ? "," : ".", "") : text;
  if (mark === "," && ungrouped === text && text.includes(".")) return undefined;
  const plain = mark === "," ? ungrouped.replace(",", ".") : ungrouped;
  return PLAIN.test(plain) ? plain : undefined;
}

/** The mark that a sample of cells has: undefined where every one of them can be read both ways, as `1,234` can. */
export function guessMark(cells: readonly string[]): DecimalMark | undefined {
  const marked = cells.filter((cell) => /[.,]/.test(cell));
  const only = (mark: DecimalMark, other: DecimalMark) =>
    marked.filter((cell) => plainNumber(cell, mark) !== undefined && plainNumber(cell, other) === undefined).length;
  const [point, comma] = [only(".", ","), only(",", ".")];
  if (point !== comma) return comma > point ? "," : ".";
  return point === 0 && marked.length > 0 && marked.every((cell) => cell.includes(",")) ? undefined : ".";
}

/** Digits of a plain number and where its point stands in them. */
function digitsOf(plain: string) {
  const [mantissa = "", exponent = "0"] = plain.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace(/^[+-]/, "").split(".");
  return { digits: whole + fraction, point: whole.length + Number(exponent) };
}

/** How many decimals a plain number needs to be exact. */
export function decimalsOf(plain: string): number {
  const { digits, point } = digitsOf(plain);
  return Math.max(0, digits.replace(/0+$/, "").length - point);
}

/** A plain number in whole units of 10^-decimals, rounded half away from zero; exact up to 2^53. */
export function inUnits(plain: string, decimals: number): number {
  const { digits, point } = digitsOf(plain);
  const cut = point + decimals;
  const padded = digits.padEnd(Math.max(0, cut), "0");
  const rounded =
    Number(padded.slice(0, Math.max(0, cut)) || "0") + (cut >= 0 && Number(padded[cut] ?? "0") >= 5 ? 1 : 0);
  return plain.startsWith("-") && rounded !== 0 ? -rounded : rounded;
}
