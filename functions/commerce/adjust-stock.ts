import { handle, Rejected } from "../runtime/index.ts";
import { AdjustStock, StockAdjusted } from "./contracts.ts";
import { reservedIn, stock } from "./domain/stock.ts";

export default handle(AdjustStock, { state: stock, emits: [StockAdjusted] }, ({ data }, current) => {
  const reserved = reservedIn(current);
  if (data.quantity < reserved)
    throw new Rejected("below-reserved", `${reserved} pieces are reserved, so there are at least as many`, {
      help: "cancel orders first, or count again",
    });
  const { onHand, price } = current;
  const same =
    price !== null &&
    onHand === data.quantity &&
    price.amount === data.price.amount &&
    price.currency === data.price.currency;
  return same ? [] : new StockAdjusted(data);
});
