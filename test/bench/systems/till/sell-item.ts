import { handle } from "../../../../functions/runtime/index.ts";
import { ItemSold, SellItem } from "./contracts.ts";
import { shelf } from "./shelf.ts";

export default handle(SellItem, { state: shelf, emits: [ItemSold] }, ({ data }) => new ItemSold(data));
