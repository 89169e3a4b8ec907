import { totals } from "../../../../functions/runtime/index.ts";
import { shelf } from "./shelf.ts";

export default totals("revenue", { of: shelf, total: () => "all", initial: { amount: 0 } })({
  ItemSold: (row, { quantity, price }) => ({ amount: row.amount + quantity * price.amount }),
});
