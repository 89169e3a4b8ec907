import { state } from "../../../../../../functions/runtime/index.ts";
import { FeeCharged } from "../contracts.ts";

export const account = state("account", { key: "reader", from: [FeeCharged], initial: { fees: 0 } })({
  FeeCharged: ({ fees }) => ({ fees: fees + 1 }),
});
