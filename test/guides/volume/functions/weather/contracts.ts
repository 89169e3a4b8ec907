import * as z from "zod";
import { command, event } from "../../../../../functions/runtime/index.ts";

const station = z.string().min(1);
/** A station in one hour: `north/2026-01-01T12`. */
const span = z.string().min(1);
const wind = z.int().min(0);

export class ReportWind extends command("ReportWind", { span, station, wind }) {}
export class WindReported extends event("WindReported", { span, station, wind }) {}
export class StormSighted extends event("StormSighted", { span, station, wind }) {}
export class EntryMade extends event("EntryMade", { station, text: z.string() }) {}
export class TurnSign extends command("TurnSign", { station, wind }) {}
