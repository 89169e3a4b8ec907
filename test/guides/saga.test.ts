import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadAndCheck } from "../../functions/runtime/check/index.ts";
import { givenSaga, rejected, timeout } from "../../functions/runtime/testing/index.ts";
import booking from "./saga/functions/travel/booking.saga.ts";
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
} from "./saga/functions/travel/contracts.ts";

const root = join(import.meta.dirname, "saga/functions");
const tripId = "t-1";
const flight = "BU 7";
const requested = new TripRequested({ tripId, flight, budget: 100 });
const hold = new HoldSeat({ flight, tripId });
const held = new SeatHeld({ flight, tripId });
const ask = new AskRoomPrice({ tripId, flight });
const release = new ReleaseSeat({ flight, tripId });
const dear = new RoomPrice({ tripId, price: 101 });

test("the system keeps every rule", async () => {
  expect((await loadAndCheck(root)).findings).toEqual([]);
});

describe("a booking", () => {
  test("begins by holding the seat, and waits for it", () => {
    givenSaga(booking).when(requested).then(hold).thenWaits("seat");
  });
  test("begins once", () => {
    givenSaga(booking, [requested]).when(requested).thenNothing();
  });
  test("asks again three times when nothing comes, then gives up", () => {
    givenSaga(booking, [requested]).when(timeout("seat")).then(hold).thenWaits("seat");
    const chased = [requested, timeout("seat"), timeout("seat"), timeout("seat")];
    givenSaga(booking, chased).when(timeout("seat")).then(release).thenWaits("release");
  });
  test("asks for a room when it has the seat", () => {
    givenSaga(booking, [requested]).when(held).then(ask).thenWaits("price");
  });
  test("is confirmed when the room is within the budget", () => {
    const price = new RoomPrice({ tripId, price: 100 });
    givenSaga(booking, [requested, held])
      .when(price)
      .then(new ConfirmTrip({ tripId, price: 100 }))
      .thenWaits();
  });
  test("gives the seat back when the room is too dear, and only then is abandoned", () => {
    givenSaga(booking, [requested, held]).when(dear).then(release).thenWaits("release");
    givenSaga(booking, [requested, held, dear])
      .when(new SeatReleased({ flight, tripId }))
      .then(new AbandonTrip({ tripId, reason: "room-too-dear" }))
      .thenWaits();
  });
  test("asks until the seat is back", () => {
    givenSaga(booking, [requested, held, dear]).when(timeout("release")).then(release);
  });
  test("bars its seat when the flight is full, since it may have asked more than once", () => {
    const full = rejected(hold, "flight-full");
    givenSaga(booking, [requested]).when(full).then(release);
    givenSaga(booking, [requested, full])
      .when(new SeatBarred({ flight, tripId }))
      .then(new AbandonTrip({ tripId, reason: "flight-full" }));
  });
  test("hears nothing of what comes too late", () => {
    givenSaga(booking, [requested, rejected(hold, "flight-full")])
      .when(held)
      .thenNothing();
  });
});
