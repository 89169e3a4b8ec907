import * as z from "zod";
import { command, event } from "../../../../../functions/runtime/index.ts";

const garage = z.string().min(1);
/** One stay of one car, told by the ticket. */
const visitId = z.string().min(1);

export class EnterGarage extends command("EnterGarage", { garage, visitId }) {}
export class LeaveGarage extends command("LeaveGarage", { garage, visitId }) {}
export class CarEntered extends event("CarEntered", { garage, visitId }) {}
export class CarLeft extends event("CarLeft", { garage, visitId }) {}

export class FineDriver extends command("FineDriver", { visitId }) {}
export class DriverFined extends event("DriverFined", { visitId }) {}
