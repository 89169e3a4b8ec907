import { projection } from "../../../../functions/runtime/index.ts";
import { shelf } from "./shelf.ts";

export default projection("sales", { of: shelf, initial: { sold: 0, last: "" } })({
  ItemSold: (row, { quantity, saleId }) => ({ sold: row.sold + quantity, last: saleId }),
});
