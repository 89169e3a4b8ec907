import { handle, Rejected } from "../runtime/index.ts";
import { StockTaken, TakeStock } from "./contracts.ts";
import { endOf, reservationOf, stock } from "./domain/stock.ts";

export default handle(TakeStock, { state: stock, emits: [StockTaken] }, ({ data }, current) => {
  const quantity = reservationOf(current, data.orderId);
  if (quantity !== undefined) return new StockTaken({ ...data, quantity });
  if (endOf(current, data.orderId) === "taken") return [];
  throw new Rejected("not-reserved", `the order holds no ${data.sku}`, { help: "count the stock and adjust it" });
});
