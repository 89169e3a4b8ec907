import { handle, Rejected } from "../runtime/index.ts";
import { DeliverTrade, TradeDelivered } from "./contracts.ts";
import { account, reservationEndOf, reservationOf } from "./domain/account.ts";

/** One account's half of an exchange: what was reserved goes, and what was promised for it comes, in one commit. */
export default handle(DeliverTrade, { state: account, emits: [TradeDelivered] }, ({ data }, current) => {
  const reservation = reservationOf(current, data);
  if (reservation) return new TradeDelivered({ ...data, ...reservation });
  if (reservationEndOf(current, data) === "delivered") return [];
  throw new Rejected("not-reserved", "the trade has reserved nothing here", { help: "let the settlement reserve it" });
});
