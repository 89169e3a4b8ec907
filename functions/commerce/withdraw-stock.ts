import { handle } from "../runtime/index.ts";
import { StockWithdrawn, WithdrawStock } from "./contracts.ts";
import { availableIn, stock } from "./domain/stock.ts";

export default handle(WithdrawStock, { state: stock, emits: [StockWithdrawn] }, ({ data }, current) => {
  const quantity = availableIn(current);
  return quantity > 0 ? new StockWithdrawn({ ...data, quantity }) : [];
});
