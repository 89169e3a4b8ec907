import * as z from "zod";
import { command, event } from "../../../../../functions/runtime/index.ts";

const orderId = z.string().min(1);

export class PackParcel extends command("PackParcel", { orderId, kilos: z.number().min(0) }) {}
export class ParcelPacked extends event("ParcelPacked", { orderId }, { public: true }) {}
