import { handle } from "../../../../../functions/runtime/index.ts";
import { ConfirmTrip, TripConfirmed } from "./contracts.ts";
import { trip } from "./domain/trip.ts";

export default handle(ConfirmTrip, { state: trip, emits: [TripConfirmed] }, ({ data }, { status }) =>
  status === "requested" ? new TripConfirmed(data) : [],
);
