import { handle, Rejected } from "../runtime/index.ts";
import { ReserveStock, StockRefused, StockReserved } from "./contracts.ts";
import { availableIn, endOf, reservationOf, stock } from "./domain/stock.ts";

/** One reservation an order: asked again it stands as it is, and once ended it does not come back. */
export default handle(ReserveStock, { state: stock, emits: [StockReserved, StockRefused] }, ({ data }, current) => {
  const { sku, orderId, quantity } = data;
  const held = reservationOf(current, orderId);
  if (held === quantity) return [];
  if (held !== undefined)
    throw new Rejected("already-reserved", `the order has reserved ${held} pieces of ${sku}`, {
      help: "reserve all pieces of one order at once",
    });
  const ended = endOf(current, orderId);
  if (ended)
    throw new Rejected("reservation-ended", `the order's reservation of ${sku} was ${ended}`, {
      help: "create another order",
    });
  const available = availableIn(current);
  return quantity <= available ? new StockReserved(data) : new StockRefused({ ...data, available });
});
