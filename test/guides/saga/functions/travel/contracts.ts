import * as z from "zod";
import { command, document, event } from "../../../../../functions/runtime/index.ts";

const tripId = z.string().min(1);
const flight = z.string().min(1);
const euros = z.int().min(0);
const reason = z.string();

// The trip: the customer's word, and how it ends
export class RequestTrip extends command("RequestTrip", { tripId, flight, budget: euros }) {}
export class ConfirmTrip extends command("ConfirmTrip", { tripId, price: euros }) {}
export class AbandonTrip extends command("AbandonTrip", { tripId, reason }) {}
export class TripRequested extends event("TripRequested", { tripId, flight, budget: euros }) {}
export class TripConfirmed extends event("TripConfirmed", { tripId, price: euros }) {}
export class TripAbandoned extends event("TripAbandoned", { tripId, reason }) {}

// The seat: a flight decides who sits in it
export class HoldSeat extends command("HoldSeat", { flight, tripId }) {}
export class ReleaseSeat extends command("ReleaseSeat", { flight, tripId }) {}
export class SeatHeld extends event("SeatHeld", { flight, tripId }) {}
export class SeatReleased extends event("SeatReleased", { flight, tripId }) {}
export class SeatBarred extends event("SeatBarred", { flight, tripId }) {}

// The room: a question and its answer
export class AskRoomPrice extends command("AskRoomPrice", { tripId, flight }) {}
export class RoomPrice extends document("RoomPrice", { tripId, price: euros }) {}
