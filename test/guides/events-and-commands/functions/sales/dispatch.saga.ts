import { saga } from "../../../../../functions/runtime/index.ts";
import { PackParcel, ParcelPacked } from "../post/contracts.ts";
import { CancelOrder, OrderPlaced } from "./contracts.ts";

const HOUR = 3_600_000;

interface Dispatch {
  readonly status: "none" | "packing" | "over";
  readonly kilos: number;
}

const initial: Dispatch = { status: "none", kilos: 0 };

export default saga("dispatch", {
  key: "orderId",
  startedBy: [OrderPlaced],
  waits: { parcel: { for: [ParcelPacked], within: HOUR, while: ({ status }) => status === "packing" } },
  sends: [PackParcel, CancelOrder],
  initial,
  hopLimit: 20,
})({
  on: {
    OrderPlaced: ({ status }, { orderId, kilos }) =>
      status === "none" ? { state: { status: "packing", kilos }, send: new PackParcel({ orderId, kilos }) } : undefined,
    ParcelPacked: (current) => ({ state: { ...current, status: "over" } }),
  },
  rejected: {
    PackParcel: (current, { reason }, { key }) =>
      current.status === "packing"
        ? { state: { ...current, status: "over" }, send: new CancelOrder({ orderId: key, reason }) }
        : undefined,
  },
  timeout: {
    parcel: ({ kilos }, _, { key }) => ({ send: new PackParcel({ orderId: key, kilos }) }),
  },
});
