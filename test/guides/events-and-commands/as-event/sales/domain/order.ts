import { state } from "../../../../../../functions/runtime/index.ts";
import { PackingRequested } from "../contracts.ts";

export const order = state("order", { key: "orderId", from: [PackingRequested], initial: { placed: false } })({
  PackingRequested: () => ({ placed: true }),
});
