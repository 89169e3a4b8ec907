import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { BarClosed, Interval, MarketPrice, PricesRecorded } from "../../../functions/trading/contracts.ts";
import { applyPrices, closedBy, emptyMarket } from "../../../functions/trading/domain/apply-prices.ts";
import { market } from "../../../functions/trading/domain/market.ts";
import recordPrices from "../../../functions/trading/record-prices.ts";
import { emptyWorld, tell } from "../commerce/world.ts";
import { MINUTES, type NaiveBar, naiveBars } from "./naive-bars.ts";
import { instrumentId, ohlc, record } from "./price-samples.ts";

const START = Date.parse("2025-12-30T22:58:00.000Z");
const INTERVALS = ["1m", "1h", "1d"] as const;
const figures = fc.record({ price: fc.integer({ min: 1, max: 40 }), volume: fc.nat({ max: 9 }) });

const ticks = fc
  .uniqueArray(fc.record({ second: fc.nat({ max: 110 * 60 }), place: fc.nat({ max: 2 }), figures }), {
    selector: ({ second, place }) => `${second} ${place}`,
    minLength: 1,
    maxLength: 60,
  })
  .map((all) =>
    all.map(
      ({ second, place, figures: { price, volume } }): MarketPrice => ({
        at: new Date(START + second * 1_000).toISOString(),
        place,
        interval: "tick",
        open: price,
        high: price,
        low: price,
        close: price,
        volume,
      }),
    ),
  );

const hours = fc
  .uniqueArray(fc.record({ hour: fc.nat({ max: 60 }), open: figures, close: figures, swing: fc.nat({ max: 5 }) }), {
    selector: ({ hour }) => hour,
    minLength: 1,
    maxLength: 30,
  })
  .map((all) =>
    all.map(
      ({ hour, open, close, swing }): MarketPrice => ({
        at: new Date(Date.parse("2025-12-20T00:00:00.000Z") + hour * 3_600_000).toISOString(),
        interval: "1h",
        open: open.price,
        high: Math.max(open.price, close.price) + swing,
        low: Math.min(open.price, close.price),
        close: close.price,
        volume: open.volume,
      }),
    ),
  );

/** All prices, some of them twice, in any order and in batches of any size. */
const told = (prices: fc.Arbitrary<MarketPrice[]>) =>
  prices.chain((all) =>
    fc.record({
      all: fc.constant(all),
      twice: fc.subarray(all),
      draws: fc.infiniteStream(fc.nat()),
      size: fc.integer({ min: 1, max: 20 }),
    }),
  );

function recorded({
  all,
  twice,
  draws,
  size,
}: {
  all: MarketPrice[];
  twice: MarketPrice[];
  draws: Iterator<number>;
  size: number;
}) {
  const world = emptyWorld();
  const drawn = [...all, ...twice].map((price) => ({ price, draw: draws.next().value as number }));
  const shuffled = drawn.sort((a, b) => a.draw - b.draw).map(({ price }) => price);
  for (let from = 0; from < shuffled.length; from += size)
    tell(world, recordPrices, record(...shuffled.slice(from, from + size)));
  return world.facts(market, instrumentId);
}

/** Each closed bar as it was told last; a revision that is not the next one fails. */
function closedIn(facts: readonly { type: string; data: unknown }[], interval: Interval): NaiveBar[] {
  const last = new Map<string, BarClosed["data"]>();
  for (const { data } of facts.filter(({ type }) => type === "BarClosed") as BarClosed[]) {
    if (data.interval !== interval) continue;
    expect(data.revision).toBe((last.get(data.from)?.revision ?? 0) + 1);
    last.set(data.from, data);
  }
  return [...last.values()]
    .sort((a, b) => a.from.localeCompare(b.from))
    .map(({ instrumentId: _, interval: _i, revision: _r, ...bar }) => bar);
}

const openIn = (facts: readonly { type: string; data: unknown }[], interval: Interval) =>
  (facts.filter(({ type }) => type === "PricesRecorded") as PricesRecorded[])
    .at(-1)
    ?.data.open.filter((bar) => bar.interval === interval)
    .map(({ interval: _, ...bar }) => bar);

const isOver = ({ from }: NaiveBar, interval: Interval, reached: number) =>
  Date.parse(from) + MINUTES[interval] * 60_000 <= reached;

test("bars of ticks are what sorting and grouping makes of them, in whatever order and however often ticks come", () => {
  fc.assert(
    fc.property(told(ticks), (given) => {
      const facts = recorded(given);
      const reached = Math.max(...given.all.map(({ at }) => Date.parse(at)));
      for (const interval of INTERVALS) {
        const bars = naiveBars(given.all, interval);
        expect(closedIn(facts, interval)).toEqual(bars.filter((bar) => isOver(bar, interval, reached)));
        expect(openIn(facts, interval)).toEqual(bars.filter((bar) => !isOver(bar, interval, reached)));
      }
    }),
    { numRuns: 200 },
  );
});

test("bars of hours are taken as they are, and make days but no minutes", () => {
  fc.assert(
    fc.property(told(hours), (given) => {
      const facts = recorded(given);
      const reached = Math.max(...given.all.map(({ at }) => Date.parse(at))) + 3_600_000;
      expect(closedIn(facts, "1m")).toEqual([]);
      expect(closedIn(facts, "1h")).toEqual(naiveBars(given.all, "1h"));
      const days = naiveBars(given.all, "1d").filter((bar) => isOver(bar, "1d", reached));
      expect(closedIn(facts, "1d")).toEqual(days);
    }),
    { numRuns: 100 },
  );
});

test("of ticks and hours of one day the hours make it, whichever come first", () => {
  const day = fc.tuple(hours, fc.nat({ max: 59 }), fc.boolean());
  fc.assert(
    fc.property(day, ([all, minute, ticksFirst]) => {
      const stray = all.map(
        (hour): MarketPrice => ({
          ...hour,
          at: new Date(Date.parse(hour.at) + minute * 60_000).toISOString(),
          interval: "tick",
          ...{ open: 99, high: 99, low: 99, close: 99 },
        }),
      );
      const world = emptyWorld();
      for (const prices of ticksFirst ? [stray, all] : [all, stray]) tell(world, recordPrices, record(...prices));
      expect(closedIn(world.facts(market, instrumentId), "1h")).toEqual(naiveBars(all, "1h"));
    }),
    { numRuns: 50 },
  );
});

test("a bar that is let go of before its prices were all there is told first", () => {
  const hour = ohlc("2025-01-01T10:00:00.000Z", "1h", [100, 120, 90, 110]);
  const days = Array.from({ length: 60 }, (_, i) =>
    ohlc(new Date(Date.UTC(2025, 0, 2 + i)).toISOString(), "1d", [100, 110, 95, 105]),
  );
  const before = closedBy(emptyMarket, [hour]);
  const first = [...before, ...closedBy(applyPrices(emptyMarket, [hour]), days)].filter(
    ({ bar }) => bar.from === Date.UTC(2025, 0, 1),
  );
  expect(first).toMatchObject([{ interval: "1d", bar: { open: 100, high: 120, low: 90, close: 110, revision: 1 } }]);
});
