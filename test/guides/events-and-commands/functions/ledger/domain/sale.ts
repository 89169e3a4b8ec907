import { state } from "../../../../../../functions/runtime/index.ts";
import { SaleEntered } from "../contracts.ts";

export const sale = state("sale", { key: "orderId", from: [SaleEntered], initial: { entered: false } })({
  SaleEntered: () => ({ entered: true }),
});
