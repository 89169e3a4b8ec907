import { state } from "../../../../functions/runtime/index.ts";
import { ItemSold } from "./contracts.ts";

export const shelf = state("shelf", { key: "sku", from: [ItemSold], initial: { sold: 0 } })({
  ItemSold: ({ sold }, { quantity }) => ({ sold: sold + quantity }),
});
