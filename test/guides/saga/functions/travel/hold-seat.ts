import { handle, Rejected } from "../../../../../functions/runtime/index.ts";
import { HoldSeat, SeatHeld } from "./contracts.ts";
import { flight, SEATS } from "./domain/flight.ts";

export default handle(HoldSeat, { state: flight, emits: [SeatHeld] }, ({ data }, { held, over }) => {
  if (held.includes(data.tripId)) return [];
  if (over.includes(data.tripId))
    throw new Rejected("seat-given-up", "the trip has given its seat up", { help: "request another trip" });
  if (held.length >= SEATS) throw new Rejected("flight-full", "every seat is taken", { help: "take another flight" });
  return new SeatHeld(data);
});
