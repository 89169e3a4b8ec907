import { Rejected } from "../../runtime/index.ts";
import type { ListedBook } from "./book.ts";
import type { OpenOrder } from "./open-order.ts";
import { beyondLimits } from "./risk.ts";
import { tradingDay } from "./session.ts";

interface Replacement {
  readonly price: number;
  /** The whole order's, what is filled of it included. */
  readonly quantity: number;
}

/** What would be open of the replaced order, and whether it keeps its place; refuses what may not be replaced so. */
export function assertReplaceable(
  book: ListedBook,
  { side, price: standing, order }: OpenOrder,
  { price, quantity }: Replacement,
  now: string,
): { readonly left: number; readonly keepsPlace: boolean } {
  if (book.halted)
    throw new Rejected("halted", "trading is halted", { help: "cancel the order, or wait until trading resumes" });
  if (book.day !== tradingDay(now, book.listing.closesAt))
    throw new Rejected("order-not-open", "the order's trading day is over", { help: "place it anew" });
  const filled = order.ordered - order.left;
  const left = quantity - filled;
  if (left <= 0)
    throw new Rejected("already-filled", `${filled} of it are filled already`, {
      help: "replace it by more, or cancel what is left",
    });
  const keepsPlace = price === standing && left < order.left;
  const { traderId } = order;
  const refusal = keepsPlace
    ? undefined
    : beyondLimits(book, { traderId, side, price, ordered: quantity, open: left - order.left });
  if (refusal)
    throw new Rejected(refusal.code, refusal.reason, { help: "replace it by less, or nearer to the market" });
  return { left, keepsPlace };
}
