import {
  CashReserved,
  ConfirmSettlement,
  DeliverTrade,
  FailSettlement,
  HoldingsReserved,
  ReleaseTradeReservation,
  ReserveCash,
  ReserveHoldings,
  SettlementBegun,
  SettlementFailed,
  TradeDelivered,
  TradeReservationReleased,
  TradeReservationVoided,
  TraderRegistered,
  TradeSettled,
} from "../../../functions/trading/contracts.ts";

const kept = { currency: "EUR", decimals: 2 };
export const trade = {
  tradeId: "bun-1",
  instrumentId: "bun",
  buyerId: "ann",
  sellerId: "bob",
  price: 250,
  quantity: 4,
  ...kept,
};

const leg = { tradeId: "bun-1", instrumentId: "bun", quantity: 4, amount: 1_000 };
export const buying = { ...leg, traderId: "ann" };
export const selling = { ...leg, traderId: "bob" };
export const bought = { traderId: "ann", tradeId: "bun-1", side: "buy" } as const;
const sold = { traderId: "bob", tradeId: "bun-1", side: "sell" } as const;

export const opened = (traderId: string, cash: number, buns: number) =>
  new TraderRegistered({ traderId, ...kept, cash, holdings: [{ instrumentId: "bun", quantity: buns }] });

export const reserveCash = new ReserveCash({ ...buying, ...kept });
export const reserveHoldings = new ReserveHoldings({ ...selling, ...kept });
export const deliver = [new DeliverTrade(bought), new DeliverTrade(sold)] as const;
export const release = [new ReleaseTradeReservation(bought), new ReleaseTradeReservation(sold)] as const;
export const confirm = new ConfirmSettlement({ tradeId: "bun-1" });
export const fail = (code: string, reason: string) => new FailSettlement({ tradeId: "bun-1", code, reason });

export const begun = new SettlementBegun(trade);
export const cashReserved = new CashReserved(buying);
export const holdingsReserved = new HoldingsReserved(selling);
export const paid = new TradeDelivered({ ...buying, side: "buy" });
export const handedOver = new TradeDelivered({ ...selling, side: "sell" });
export const cashReleased = new TradeReservationReleased({ ...buying, side: "buy" });
export const cashVoided = new TradeReservationVoided(bought);
export const holdingsReleased = new TradeReservationReleased({ ...selling, side: "sell" });
export const holdingsVoided = new TradeReservationVoided(sold);
export const settled = new TradeSettled(trade);
export const unanswered = new SettlementFailed({ ...trade, code: "reservation-timeout", reason: "no answer" });
export const begunAnew = new SettlementBegun({ ...trade, attempt: 2 });
export const failed = new SettlementFailed({ ...trade, code: "cash-short", reason: "too little" });
