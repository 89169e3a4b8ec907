import { MOST_HELD, MOST_PRICE } from "../../../functions/trading/domain/bounds.ts";
import { type BadRow, badRow } from "../csv/bad-rows.ts";
import { isMissing, plainNumber } from "../csv/numbers.ts";
import type { Row } from "../csv/rows.ts";
import type { Instant } from "../csv/times.ts";
import type { Layout } from "./layout.ts";

/** A row of a price file; its numbers are plain decimal text, so that none is rounded by being read. */
export interface Price extends Instant {
  readonly line: number;
  readonly instrument: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: number;
  /** Among ticks of one time, from 0. */
  readonly place?: number;
}

export type Read<T> = { readonly is: T } | { readonly bad: BadRow };

const BAR_ROLES = ["open", "high", "low", "close"] as const;
const SCALES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9 };
/** In its own currency, where a contract's bounds are of units of its smallest decimal. */
const LEAST_PRICE = 1e-8;
/** Milliseconds that a price may be ahead of the clock: a day that has begun elsewhere. */
const AHEAD = 24 * 3_600_000;

/** Volumes may be short, such as 81.36M, and are whole. */
function volumeOf(cell: string, layout: Layout): number | undefined {
  if (isMissing(cell)) return 0;
  const scale = SCALES[cell.slice(-1).toLowerCase()];
  const plain = plainNumber(scale ? cell.slice(0, -1) : cell, layout.mark);
  const volume = plain === undefined ? Number.NaN : Math.round(Number(plain) * (scale ?? 1));
  return volume >= 0 && volume <= MOST_HELD ? volume : undefined;
}

function priceProblem(role: string, cell: string, plain: string | undefined): string | undefined {
  if (isMissing(cell)) return `it has no ${role}`;
  if (plain === undefined) return `${role} ${JSON.stringify(cell)} is no number`;
  if (Number(plain) <= 0) return `${role} ${cell} is not above 0`;
  const fits = Number(plain) >= LEAST_PRICE && Number(plain) <= MOST_PRICE;
  return fits ? undefined : `${role} ${cell} is not within ${LEAST_PRICE} and ${MOST_PRICE}`;
}

function barProblem({ high, low, ...others }: Prices): string | undefined {
  if (Number(high) < Number(low)) return `high ${high} is below low ${low}`;
  const [role, price] =
    Object.entries(others).find(([, each]) => Number(each) > Number(high) || Number(each) < Number(low)) ?? [];
  return role && `${role} ${price} is not within low ${low} and high ${high}`;
}

type Prices = Pick<Price, "open" | "high" | "low" | "close">;

function onePrice({ cells }: Row, { close, mark }: Layout): { prices: Prices } | { problem: string } {
  const cell = cells[close] ?? "";
  const plain = plainNumber(cell, mark);
  const problem = priceProblem("price", cell, plain);
  if (problem !== undefined || plain === undefined) return { problem: problem ?? "" };
  return { prices: { open: plain, high: plain, low: plain, close: plain } };
}

function barOf({ cells }: Row, { columns, mark }: Layout): { prices: Prices } | { problem: string } {
  const prices = { open: "", high: "", low: "", close: "" };
  for (const role of BAR_ROLES) {
    const cell = cells[columns[role] ?? -1] ?? "";
    const plain = plainNumber(cell, mark);
    const problem = priceProblem(role, cell, plain);
    if (problem !== undefined) return { problem };
    prices[role] = plain ?? "";
  }
  const problem = barProblem(prices);
  return problem === undefined ? { prices } : { problem };
}

/** Reads a row of a price file, or says why it cannot be one. */
export function priceOf(row: Row, width: number, layout: Layout): Read<Price> {
  const { line, cells } = row;
  const bad = (reason: string) => ({ bad: badRow(row, reason) });
  const { columns, times } = layout;
  if (cells.length < width) return bad(`it has ${cells.length} of ${width} fields`);
  const instrument = layout.instrument ?? cells[columns.symbol ?? -1] ?? "";
  if (instrument === "") return bad("it names no instrument");
  if (instrument.length > 100) return bad("its instrument has more than 100 characters");
  const instant = times.read(row);
  if (!instant) return bad(`${JSON.stringify(times.text(row))} is no date of the format ${times.dates.format}`);
  if (instant.at > times.now + AHEAD) return bad("it is more than 24 hours ahead of the clock here");
  const read = layout.bars ? barOf(row, layout) : onePrice(row, layout);
  if ("problem" in read) return bad(read.problem);
  const volume = columns.volume === undefined ? 0 : volumeOf(cells[columns.volume] ?? "", layout);
  if (volume === undefined) return bad(`volume ${JSON.stringify(cells[columns.volume ?? -1])} is no amount`);
  return { is: { line, instrument, ...instant, ...read.prices, volume } };
}
