import { projection } from "../runtime/index.ts";
import { book } from "./domain/book.ts";
import { type DepthLevel, moved } from "./domain/depth.ts";
import type { Side } from "./domain/levels.ts";

/** An instrument's book by price, for whoever looks: never crossed, even between the facts of one commit. */
export interface BookDepth {
  readonly instrumentId: string;
  readonly currency: string;
  readonly decimals: number;
  /** When day orders end, UTC. */
  readonly closesAt: string;
  readonly halted: boolean;
  readonly last: number | null;
  readonly bids: readonly DepthLevel[];
  readonly asks: readonly DepthLevel[];
}

const initial: BookDepth = {
  instrumentId: "",
  currency: "",
  decimals: 0,
  closesAt: "",
  halted: false,
  last: null,
  bids: [],
  asks: [],
};

const at = (row: BookDepth, side: Side, price: number, quantity: number, orders: number): BookDepth => {
  const change = { price, quantity, orders };
  return side === "buy"
    ? { ...row, bids: moved(row.bids, side, change) }
    : { ...row, asks: moved(row.asks, side, change) };
};

export default projection("book-depth", { of: book, initial, checkpoints: 200 })({
  InstrumentListed: (row, { instrumentId, currency, decimals, closesAt }) => ({
    ...row,
    instrumentId,
    currency,
    decimals,
    closesAt,
  }),
  TradeOrderAccepted: (row, { side, price, quantity, rests }) =>
    rests && price !== undefined ? at(row, side, price, quantity, 1) : row,
  TradeOrderReplaced: (row, { side, price, left, from, keepsPlace, rests }) => {
    if (keepsPlace) return at(row, side, price, left - from.left, 0);
    const without = at(row, side, from.price, -from.left, -1);
    return rests ? at(without, side, price, left, 1) : without;
  },
  TradeOrderCancelled: (row, { side, price, quantity }) =>
    price === undefined ? row : at(row, side, price, -quantity, -1),
  TradeExecuted: (row, { price }) => ({ ...row, last: price }),
  TradeOrderFilled: (row, { side, price, quantity, left, maker, restsAt }) => {
    if (maker) return at(row, side, price, -quantity, left === 0 ? -1 : 0);
    return restsAt === undefined ? row : at(row, side, restsAt, left, 1);
  },
  TradingHalted: (row) => ({ ...row, halted: true }),
  TradingResumed: (row) => ({ ...row, halted: false }),
  TradingDayClosed: (row) => ({ ...row, bids: [], asks: [] }),
});
