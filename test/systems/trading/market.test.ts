import { describe, expect, test } from "vitest";
import { given, givenEvents } from "../../../functions/runtime/testing/index.ts";
import bars from "../../../functions/trading/bars.projection.ts";
import { BarClosed, PricesRecorded, QuoteChanged } from "../../../functions/trading/contracts.ts";
import summary from "../../../functions/trading/market-summary.projection.ts";
import recordPrices from "../../../functions/trading/record-prices.ts";
import { instrumentId, ohlc, record, tick } from "./price-samples.ts";

const flat = (price: number, volume = 1) => ({ open: price, high: price, low: price, close: price, volume });
const at = (time: string) => `2026-01-01T${time}.000Z`;
const opening = (from: string, figures: object) =>
  (["1m", "1h", "1d"] as const).map((interval, i) => ({
    interval,
    from: [from, at("09:00:00"), at("00:00:00")][i] as string,
    ...(figures as ReturnType<typeof flat>),
  }));

const first = tick("09:00:10", 100);
const facts = new PricesRecorded({
  instrumentId,
  prices: [first],
  late: 0,
  repeated: 0,
  open: opening(at("09:00:00"), flat(100)),
});
const quoted = new QuoteChanged({ instrumentId, last: 100, at: at("09:00:10") });

describe("a tick", () => {
  test("opens its bars and is the quote", () => {
    given(recordPrices).when(record(first)).then(facts, quoted);
  });
  test("told again is counted, and changes nothing else", () => {
    given(recordPrices, [facts, quoted])
      .when(record(first, first))
      .then(new PricesRecorded({ ...facts.data, prices: [], repeated: 2 }));
  });
  test("of the next minute closes the last one", () => {
    const next = tick("09:01:00", 90);
    const hour = { open: 100, high: 100, low: 90, close: 90, volume: 2 };
    given(recordPrices, [facts, quoted])
      .when(record(next))
      .then(
        new PricesRecorded({
          instrumentId,
          prices: [next],
          late: 0,
          repeated: 0,
          open: opening(at("09:01:00"), hour).map((bar) => (bar.interval === "1m" ? { ...bar, ...flat(90) } : bar)),
        }),
        new BarClosed({ instrumentId, interval: "1m", from: at("09:00:00"), ...flat(100), revision: 1 }),
        new QuoteChanged({ instrumentId, last: 90, at: at("09:01:00") }),
      );
  });
  test("of the very same moment as another closes their bars and is the quote, told last", () => {
    const [more, open] = [tick("09:00:10", 90), opening(at("09:00:00"), { ...flat(90, 2), open: 100, high: 100 })];
    const requoted = new QuoteChanged({ ...quoted.data, last: 90 });
    given(recordPrices, [facts, quoted])
      .when(record(more))
      .then(new PricesRecorded({ ...facts.data, prices: [more], open }), requoted);
  });
  test("that is late corrects its closed bar, and no quote", () => {
    const closed = new BarClosed({ instrumentId, interval: "1m", from: at("09:00:00"), ...flat(100), revision: 1 });
    const later = [facts, new PricesRecorded({ ...facts.data, prices: [tick("09:01:00", 90)] }), closed];
    const late = tick("09:00:05", 70, 5);
    const hour = { open: 70, high: 100, low: 70, close: 90, volume: 7 };
    given(recordPrices, later)
      .when(record(late))
      .then(
        new PricesRecorded({
          instrumentId,
          prices: [late],
          late: 0,
          repeated: 0,
          open: opening(at("09:01:00"), hour).map((bar) => (bar.interval === "1m" ? { ...bar, ...flat(90) } : bar)),
        }),
        new BarClosed({
          instrumentId,
          interval: "1m",
          from: at("09:00:00"),
          ...{ open: 70, high: 100, low: 70, close: 100, volume: 6 },
          revision: 2,
        }),
      );
  });
});

describe("prices", () => {
  const days = Array.from({ length: 61 }, (_, i) =>
    ohlc(new Date(Date.UTC(2025, 9, 1 + i)).toISOString(), "1d", [100, 120, 90, 110]),
  );
  const left = (counts: { late?: number; repeated?: number }) =>
    new PricesRecorded({ instrumentId, prices: [], late: 0, repeated: 0, open: [], ...counts });
  const loaded = [
    new PricesRecorded({ instrumentId, prices: days, late: 0, repeated: 0, open: [] }),
    ...days.map(({ at: from, ...bar }) => new BarClosed({ ...bar, instrumentId, from, revision: 1 })),
  ];

  test("whose bars are no longer kept are left out, since nobody could tell whether they are new", () => {
    const old = ohlc("2025-10-01T00:00:00.000Z", "1d", [1, 1, 1, 1]);
    given(recordPrices, loaded)
      .when(record(old))
      .then(left({ late: 1 }));
  });
  test("of a bar that was recorded are left out, whatever they say now", () => {
    const again = ohlc("2025-11-30T00:00:00.000Z", "1d", [1, 1, 1, 1]);
    given(recordPrices, loaded)
      .when(record(again))
      .then(left({ repeated: 1 }));
  });
  test("of the future are refused, with a day's grace for clocks and time zones", () => {
    const early = ohlc("2026-01-02T12:00:00.000Z", "1d", [1, 1, 1, 1]);
    const future = ohlc("2099-01-01T00:00:00.000Z", "1d", [1, 1, 1, 1]);
    given(recordPrices).when(record(future)).thenRejected("price-of-the-future");
    given(recordPrices)
      .when(record(early))
      .then(
        new PricesRecorded({ instrumentId, prices: [early], late: 0, repeated: 0, open: [] }),
        new BarClosed({
          instrumentId,
          interval: "1d",
          from: "2026-01-02T00:00:00.000Z",
          ...{ ...flat(1), volume: 10 },
          revision: 1,
        }),
        new QuoteChanged({ instrumentId, last: 1, at: "2026-01-02T12:00:00.000Z" }),
      );
  });
  test("of more than five thousand ticks at one time are refused", () => {
    const many = Array.from({ length: 5_000 }, (_, place) => ({ ...first, place }));
    const all = new PricesRecorded({ ...facts.data, prices: many });
    given(recordPrices, [all])
      .when(record({ ...first, place: 5_000 }))
      .thenRejected("too-many-at-one-time");
  });
  test.each([
    [{ close: 0, low: 0 }],
    [{ close: -1, low: -1 }],
    [{ close: 1.5 }],
    [{ high: 2 ** 53 }],
    [{ volume: -1 }],
    [{ volume: Number.NaN }],
    [{ high: 99 }],
    [{ low: 101 }],
    [{ at: "2026-01-01" }],
    [{ at: "yesterday" }],
  ])("of %j are no prices", (part) => {
    expect(() => record({ ...first, ...part })).toThrow("RecordPrices is not valid");
  });
});

describe("a read model", () => {
  const closed = new BarClosed({ instrumentId, interval: "1m", from: at("09:00:00"), ...flat(100), revision: 1 });
  test("keeps closed bars by the hour, the day and the month, in their last revision", () => {
    const corrected = new BarClosed({ ...closed.data, high: 120, revision: 2 });
    const day = new BarClosed({ ...closed.data, interval: "1d", from: at("00:00:00") });
    const minute = Date.parse(at("09:00:00"));
    givenEvents(bars, [facts, quoted, closed, corrected, day]).thenRows({
      "bun 1m 2026-01-01T09": { bars: { [minute]: [100, 120, 100, 100, 1, 2] } },
      "bun 1d 2026-01": { bars: { [Date.parse(at("00:00:00"))]: [100, 100, 100, 100, 1, 1] } },
    });
  });
  test("tells the newest price, what was left out and the bars that stand open", () => {
    const more = new PricesRecorded({ ...facts.data, late: 2, repeated: 3 });
    givenEvents(summary, [facts, quoted, closed, more]).thenRow({
      last: 100,
      at: at("09:00:10"),
      recorded: 2,
      late: 2,
      repeated: 3,
      open: facts.data.open,
    });
  });
});
