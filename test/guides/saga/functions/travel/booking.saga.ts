import { saga } from "../../../../../functions/runtime/index.ts";
import {
  AbandonTrip,
  AskRoomPrice,
  ConfirmTrip,
  HoldSeat,
  ReleaseSeat,
  RoomPrice,
  SeatBarred,
  SeatHeld,
  SeatReleased,
  TripRequested,
} from "./contracts.ts";

interface Booking {
  readonly status: "none" | "holding" | "pricing" | "releasing" | "over";
  readonly flight: string;
  readonly budget: number;
  /** How often the present step was asked for again. */
  readonly chases: number;
  /** Why it is being given up. */
  readonly reason: string;
}

const initial: Booking = { status: "none", flight: "", budget: 0, chases: 0, reason: "" };
const MOST_CHASES = { seat: 3, price: 3, release: 10 };

const enter = (current: Booking, status: Booking["status"]): Booking => ({ ...current, status, chases: 0 });
const chased = (current: Booking): Booking => ({ ...current, chases: current.chases + 1 });

const givenUp = (current: Booking, tripId: string, reason: string) => ({
  state: { ...enter(current, "releasing"), reason },
  send: new ReleaseSeat({ flight: current.flight, tripId }),
});

const abandoned = (current: Booking, tripId: string, reason: string) => ({
  state: enter(current, "over"),
  send: new AbandonTrip({ tripId, reason }),
});

export default saga("booking", {
  key: "tripId",
  startedBy: [TripRequested],
  waits: {
    seat: { for: [SeatHeld], within: 10_000, while: ({ status }) => status === "holding" },
    price: { for: [RoomPrice], within: 10_000, while: ({ status }) => status === "pricing" },
    release: {
      for: [SeatReleased, SeatBarred],
      within: 30_000,
      while: ({ status, chases }) => status === "releasing" && chases < MOST_CHASES.release,
    },
  },
  sends: [HoldSeat, AskRoomPrice, ConfirmTrip, ReleaseSeat, AbandonTrip],
  initial,
  hopLimit: 40,
})({
  on: {
    TripRequested: (current, { flight, budget }, { key }) => {
      if (current.status !== "none") return undefined;
      return {
        state: { ...enter(current, "holding"), flight, budget },
        send: new HoldSeat({ flight, tripId: key }),
      };
    },
    SeatHeld: (current, { flight }, { key }) => {
      if (current.status !== "holding") return undefined;
      return { state: enter(current, "pricing"), send: new AskRoomPrice({ tripId: key, flight }) };
    },
    RoomPrice: (current, { price }, { key }) => {
      if (current.status !== "pricing") return undefined;
      if (price > current.budget) return givenUp(current, key, "room-too-dear");
      return { state: enter(current, "over"), send: new ConfirmTrip({ tripId: key, price }) };
    },
    SeatReleased: (current, _, { key }) => abandoned(current, key, current.reason),
    SeatBarred: (current, _, { key }) => abandoned(current, key, current.reason),
  },
  rejected: {
    HoldSeat: (current, { code }, { key }) => (current.status === "holding" ? givenUp(current, key, code) : undefined),
  },
  timeout: {
    seat: (current, _, { key }) =>
      current.chases < MOST_CHASES.seat
        ? { state: chased(current), send: new HoldSeat({ flight: current.flight, tripId: key }) }
        : givenUp(current, key, "no-answer-about-the-seat"),
    price: (current, _, { key }) =>
      current.chases < MOST_CHASES.price
        ? { state: chased(current), send: new AskRoomPrice({ tripId: key, flight: current.flight }) }
        : givenUp(current, key, "no-answer-about-the-room"),
    release: (current, _, { key }) => ({
      state: chased(current),
      send: new ReleaseSeat({ flight: current.flight, tripId: key }),
    }),
  },
});
