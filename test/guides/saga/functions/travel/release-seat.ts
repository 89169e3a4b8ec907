import { handle } from "../../../../../functions/runtime/index.ts";
import { ReleaseSeat, SeatBarred, SeatReleased } from "./contracts.ts";
import { flight } from "./domain/flight.ts";

export default handle(ReleaseSeat, { state: flight, emits: [SeatReleased, SeatBarred] }, ({ data }, { held, over }) => {
  if (held.includes(data.tripId)) return new SeatReleased(data);
  return over.includes(data.tripId) ? [] : new SeatBarred(data);
});
