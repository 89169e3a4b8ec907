import { type EdgeContext, find, findAll, operation, problem, resource } from "../../runtime/edge/index.ts";
import barRows, { type StoredBar } from "../bars.projection.ts";
import type { Interval } from "../contracts.ts";
import { rowsOf } from "../domain/bar-rows.ts";
import { MILLISECONDS } from "../domain/bars.ts";
import marketSummary from "../market-summary.projection.ts";
import { instrumentOf } from "./instrument.ts";
import { marketAnswers, marketShapes } from "./market-shapes.ts";

const MOST_BARS = 10_000;

interface Range {
  readonly interval: Interval;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

function assertRange({ interval, from, to }: Range): void {
  if (from >= to)
    throw problem(400, "range-empty", "The range has no time in it", { detail: "Ask for a `to` later than `from`." });
  if ((to - from) / MILLISECONDS[interval] > MOST_BARS)
    throw problem(400, "range-too-wide", "The range is too wide", {
      detail: `It has room for more than ${MOST_BARS} bars: ask for parts of it, or for a longer interval.`,
    });
}

const shown = (at: number, [open, high, low, close, volume, revision]: StoredBar) => ({
  from: new Date(at).toISOString(),
  open,
  high,
  low,
  close,
  volume,
  revision,
});

async function closedBars(c: EdgeContext, instrumentId: string, { interval, from, to }: Range) {
  const rows = await findAll(c, barRows, rowsOf(instrumentId, interval, from, to));
  return [...rows.values()]
    .flatMap(({ bars }) => Object.entries(bars).map(([at, bar]) => [Number(at), bar] as const))
    .filter(([at]) => at >= from && at < to)
    .sort(([a], [b]) => a - b)
    .map(([at, bar]) => shown(at, bar));
}

/** The bar that is not closed yet, unless it was while this was looked up. */
async function openBars(c: EdgeContext, instrumentId: string, { interval, from, to }: Range, closed: Set<string>) {
  const open = (await find(c, marketSummary, instrumentId))?.row.open ?? [];
  return open
    .filter((bar) => bar.interval === interval && !closed.has(bar.from))
    .filter((bar) => Date.parse(bar.from) >= from && Date.parse(bar.from) < to)
    .map(({ interval: _, ...bar }) => ({ ...bar, revision: 0 }));
}

export const bars = resource().get(
  "/instruments/:instrumentId/bars",
  operation({
    summary: "An instrument's bars, oldest first, one for each time that has prices",
    description: `At most ${MOST_BARS}. The last may stand open: later prices will change it.`,
    query: marketShapes.range,
    answers: marketAnswers.bars,
  }),
  async (c) => {
    const instrumentId = c.req.param("instrumentId");
    const range = c.req.valid("query");
    assertRange(range);
    const { decimals } = await instrumentOf(c, instrumentId);
    const closed = await closedBars(c, instrumentId, range);
    const open = await openBars(c, instrumentId, range, new Set(closed.map(({ from }) => from)));
    return c.json({ instrumentId, interval: range.interval, decimals, items: [...closed, ...open] });
  },
);
