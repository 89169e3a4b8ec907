import { handle } from "../runtime/index.ts";
import { ReleaseStock, ReservationVoided, StockReleased } from "./contracts.ts";
import { endOf, reservationOf, stock } from "./domain/stock.ts";

/** A release that comes before its reservation makes it impossible. */
export default handle(
  ReleaseStock,
  { state: stock, emits: [StockReleased, ReservationVoided] },
  ({ data }, current) => {
    const quantity = reservationOf(current, data.orderId);
    if (quantity !== undefined) return new StockReleased({ ...data, quantity });
    return endOf(current, data.orderId) ? [] : new ReservationVoided(data);
  },
);
