import { handle, Rejected } from "../../../../../functions/runtime/index.ts";
import { RequestTrip, TripRequested } from "./contracts.ts";
import { trip } from "./domain/trip.ts";

export default handle(RequestTrip, { state: trip, emits: [TripRequested] }, ({ data }, { status }) => {
  if (status !== "none") throw new Rejected("trip-exists", "there is such a trip", { help: "choose another tripId" });
  return new TripRequested(data);
});
