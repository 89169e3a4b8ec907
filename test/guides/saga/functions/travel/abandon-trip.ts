import { handle } from "../../../../../functions/runtime/index.ts";
import { AbandonTrip, TripAbandoned } from "./contracts.ts";
import { trip } from "./domain/trip.ts";

export default handle(AbandonTrip, { state: trip, emits: [TripAbandoned] }, ({ data }, { status }) =>
  status === "requested" ? new TripAbandoned(data) : [],
);
