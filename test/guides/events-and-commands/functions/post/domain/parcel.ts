import { state } from "../../../../../../functions/runtime/index.ts";
import { ParcelPacked } from "../contracts.ts";

export const MOST_KILOS = 30;

export const parcel = state("parcel", { key: "orderId", from: [ParcelPacked], initial: { packed: false } })({
  ParcelPacked: () => ({ packed: true }),
});
