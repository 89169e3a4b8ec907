import { expect, test } from "vitest";
import { given } from "../../../functions/runtime/testing/index.ts";
import { PricesRecorded, QuoteChanged, TradeExecuted } from "../../../functions/trading/contracts.ts";
import { market } from "../../../functions/trading/domain/market.ts";
import recordTrade from "../../../functions/trading/record-price-on-trade-executed.ts";
import recordPrices from "../../../functions/trading/record-prices.ts";
import { emptyWorld, tell } from "../commerce/world.ts";
import { instrumentId, record, tick } from "./price-samples.ts";

const flat = (price: number, volume = 1) => ({ open: price, high: price, low: price, close: price, volume });
const at = (time: string) => `2026-01-01T${time}.000Z`;
const parties = { buyOrderId: "o-1", sellOrderId: "o-2", buyerId: "ann", sellerId: "bob", buyLeft: 0, sellLeft: 0 };
const terms = { aggressor: "buy", currency: "EUR", decimals: 2, settlesAt: at("12:00:00") } as const;
const trade = new TradeExecuted({ instrumentId, tradeId: "bun-1", price: 80, quantity: 4, ...parties, ...terms });
test("one's own trade is a tick of the market, with its volume, at its place among the facts of the book", () => {
  const bar = flat(80, 4);
  const own = { at: at("12:00:00"), interval: "tick", place: 7, tradeId: "bun-1", ...flat(80, 4) } as const;
  given(recordTrade, [])
    .when(trade, { version: 7 })
    .then(
      new PricesRecorded({
        instrumentId,
        prices: [own],
        late: 0,
        repeated: 0,
        open: [
          { interval: "1m", from: at("12:00:00"), ...bar },
          { interval: "1h", from: at("12:00:00"), ...bar },
          { interval: "1d", from: at("00:00:00"), ...bar },
        ],
      }),
      new QuoteChanged({ instrumentId, last: 80, at: at("12:00:00") }),
    );
});

test("is recorded after whatever volumes others tell of a day: a bar's volume stands still at the most that can be told", () => {
  const most = 4_000_000_000_000_000;
  const world = emptyWorld();
  tell(world, recordPrices, record(tick("12:00:00", 5, most), tick("12:00:00.001", 5, most)));
  tell(world, recordTrade, trade);
  const recorded = world.facts(market, instrumentId).filter(({ type }) => type === "PricesRecorded");
  const { prices, open } = (recorded.at(-1) as PricesRecorded).data;
  expect([recorded.length, prices[0]?.tradeId]).toEqual([2, "bun-1"]);
  expect(open.map(({ interval, volume }) => [interval, volume])).toEqual([
    ["1m", most],
    ["1h", most],
    ["1d", most],
  ]);
});
