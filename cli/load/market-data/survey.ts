import type { Badness } from "../csv/bad-rows.ts";
import { decimalsOf } from "../csv/numbers.ts";
import { rowsIn, type Table } from "../csv/table.ts";
import type { Layout } from "./layout.ts";
import { type Price, priceOf } from "./price-row.ts";
import { noSteps, type Steps, stepTaken } from "./steps.ts";

/** What a file has of one instrument. */
export interface Listed {
  count: number;
  first: number;
  last: number;
  /** Price of its latest row. */
  latest: string;
  highest: number;
  decimals: number;
  /** Time of the row before. */
  before: number;
}

/** What a whole file has. */
export interface Survey {
  readonly instruments: ReadonlyMap<string, Listed>;
  readonly rows: number;
  /** Rows that are older than the one before, of the same instrument. */
  readonly disordered: number;
  /** The file as a whole goes from old to new. */
  readonly chronological: boolean;
  /** Rows of the same instrument and time as the one before. */
  readonly repeated: number;
  readonly steps: Steps;
  /** On the clock of the file, every time is a midnight, or a full minute. */
  readonly wholeDays: boolean;
  readonly wholeMinutes: boolean;
}

const DAY = 86_400_000;
const MINUTE = 60_000;

const fresh = ({ at, close }: Price): Listed => ({
  ...{ count: 0, first: at, last: at, before: at },
  ...{ latest: close, highest: 0, decimals: 0 },
});

function note(listed: Listed, { at, open, high, low, close }: Price): void {
  listed.count++;
  listed.first = Math.min(listed.first, at);
  if (at >= listed.last) listed.latest = close;
  listed.last = Math.max(listed.last, at);
  listed.before = at;
  for (const each of open === high && low === close ? [high, low] : [open, high, low, close]) {
    listed.decimals = Math.max(listed.decimals, decimalsOf(each));
    listed.highest = Math.max(listed.highest, Number(each));
  }
}

/** All prices of a file, in its order; what cannot be read is told to `bad`. */
export async function* pricesIn(table: Table, layout: Layout, bad: Badness, onBytes?: (read: number) => void) {
  for await (const row of rowsIn(table, onBytes)) {
    const read = priceOf(row, Math.max(...Object.values(layout.columns)) + 1, layout);
    if ("is" in read) yield read.is;
    else bad.add(read.bad);
  }
}

interface Found {
  rows: number;
  disordered: number;
  repeated: number;
  chronological: boolean;
  newest: number;
  wholeDays: boolean;
  wholeMinutes: boolean;
}

function noteInFile(found: Found, price: Price): void {
  found.rows++;
  found.chronological &&= price.at >= found.newest;
  found.newest = Math.max(found.newest, price.at);
  found.wholeDays &&= price.wall % DAY === 0;
  found.wholeMinutes &&= price.wall % MINUTE === 0;
}

function noteAfter(found: Found, steps: Steps, before: number, { at, instrument }: Price): void {
  if (at < before) found.disordered++;
  if (at === before) found.repeated++;
  stepTaken(steps, Math.abs(at - before), Math.min(at, before), instrument);
}

/** Reads a whole file once, to know what is in it before any of it is sent; keeps some figures per instrument and no rows. */
export async function surveyOf(prices: AsyncIterable<Price>): Promise<Survey> {
  const instruments = new Map<string, Listed>();
  const steps = noSteps();
  const found: Found = {
    ...{ rows: 0, disordered: 0, repeated: 0, newest: Number.NEGATIVE_INFINITY },
    ...{ chronological: true, wholeDays: true, wholeMinutes: true },
  };
  for await (const price of prices) {
    const known = instruments.get(price.instrument);
    const listed = known ?? fresh(price);
    if (known) noteAfter(found, steps, known.before, price);
    else instruments.set(price.instrument, listed);
    noteInFile(found, price);
    note(listed, price);
  }
  return { ...found, instruments, steps };
}
