import { Rejected } from "../../runtime/index.ts";
import type { ReplaceTradeOrder } from "../contracts.ts";
import type { ListedBook } from "./book.ts";
import { tradingDay } from "./calendar.ts";
import type { OpenOrder } from "./find-open-order.ts";
import { limitRefusal } from "./risk.ts";

/** What would be open of the replaced order, and whether it keeps its place; refuses what may not be replaced so. */
export function assertReplaceable(
  book: ListedBook,
  { side, price: restingPrice, order }: OpenOrder,
  asked: ReplaceTradeOrder["data"],
  now: string,
): { readonly left: number; readonly keepsPlace: boolean } {
  const { traderId, price, quantity } = asked;
  const refused = (code: string, reason: string, help: string) => new Rejected(code, reason, { help, about: asked });
  if (book.halted) throw refused("halted", "trading is halted", "cancel the order, or wait until trading resumes");
  if (book.day !== tradingDay(now, book.listing.closesAt))
    throw refused("order-not-open", "the order's trading day is over", "place it anew");
  const filled = order.ordered - order.left;
  const left = quantity - filled;
  if (left <= 0)
    throw refused("already-filled", `${filled} of it are filled already`, "replace it by more, or cancel what is left");
  const keepsPlace = price === restingPrice && left < order.left;
  const refusal = keepsPlace
    ? undefined
    : limitRefusal(book, {
        traderId,
        side,
        price,
        worth: price * quantity,
        ordered: quantity,
        open: left - order.left,
      });
  if (refusal) throw refused(refusal.code, refusal.reason, "replace it by less, or nearer to the market");
  return { left, keepsPlace };
}
