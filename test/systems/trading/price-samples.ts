import { type MarketPrice, RecordPrices } from "../../../functions/trading/contracts.ts";

export const instrumentId = "bun";

/** A tick at a time of the first day of 2026, in UTC. */
export const tick = (time: string, price: number, volume = 1): MarketPrice => ({
  at: new Date(`2026-01-01T${time}Z`).toISOString(),
  interval: "tick",
  open: price,
  high: price,
  low: price,
  close: price,
  volume,
});

export const ohlc = (at: string, interval: "1m" | "1h" | "1d", four: readonly [number, number, number, number]) => {
  const [open, high, low, close] = four;
  return { at, interval, open, high, low, close, volume: 10 } satisfies MarketPrice;
};

export const record = (...prices: MarketPrice[]) => new RecordPrices({ instrumentId, prices });
