import { state } from "../../../../../../functions/runtime/index.ts";
import { SeatBarred, SeatHeld, SeatReleased } from "../contracts.ts";

export interface Flight {
  readonly held: readonly string[];
  /** Trips that gave their seat back, or gave up before they had one. */
  readonly over: readonly string[];
}

export const SEATS = 2;

const initial: Flight = { held: [], over: [] };

export const flight = state("flight", { key: "flight", from: [SeatHeld, SeatReleased, SeatBarred], initial })({
  SeatHeld: (current, { tripId }) => ({ ...current, held: [...current.held, tripId] }),
  SeatReleased: ({ held, over }, { tripId }) => ({
    held: held.filter((other) => other !== tripId),
    over: [...over, tripId],
  }),
  SeatBarred: (current, { tripId }) => ({ ...current, over: [...current.over, tripId] }),
});
