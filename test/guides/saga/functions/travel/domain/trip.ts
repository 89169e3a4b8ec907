import { state } from "../../../../../../functions/runtime/index.ts";
import { TripAbandoned, TripConfirmed, TripRequested } from "../contracts.ts";

export interface Trip {
  readonly status: "none" | "requested" | "confirmed" | "abandoned";
}

const initial: Trip = { status: "none" };

export const trip = state("trip", { key: "tripId", from: [TripRequested, TripConfirmed, TripAbandoned], initial })({
  TripRequested: () => ({ status: "requested" }),
  TripConfirmed: () => ({ status: "confirmed" }),
  TripAbandoned: () => ({ status: "abandoned" }),
});
