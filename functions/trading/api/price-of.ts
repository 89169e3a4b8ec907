import type { MarketPrice } from "../contracts.ts";

type PriceBody = {
  readonly at: string;
  readonly interval: MarketPrice["interval"];
  readonly volume: number;
  readonly place?: number | undefined;
} & ({ readonly price: number } | Pick<MarketPrice, "open" | "high" | "low" | "close">);

/** What a time says beyond its milliseconds, in billionths of a second: prices of one millisecond keep their order. */
function withinMillisecond(at: string): number {
  const digits = /\.\d{3}(\d{1,6})/.exec(at)?.[1];
  return digits === undefined ? 0 : Number(digits.padEnd(6, "0"));
}

/** A price as the market takes it: at a time in UTC, with four prices. */
export function priceOf({ at, interval, volume, place = withinMillisecond(at), ...prices }: PriceBody): MarketPrice {
  const ohlc =
    "price" in prices ? { open: prices.price, high: prices.price, low: prices.price, close: prices.price } : prices;
  return { at: new Date(at).toISOString(), interval, volume, ...ohlc, ...(place > 0 && { place }) };
}
