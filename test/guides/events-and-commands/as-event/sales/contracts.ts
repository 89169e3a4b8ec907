import * as z from "zod";
import { command, event } from "../../../../../functions/runtime/index.ts";

const fields = { orderId: z.string().min(1), kilos: z.number().min(0) };

export class PlaceOrder extends command("PlaceOrder", fields) {}
export class PackingRequested extends event("PackingRequested", fields, { public: true }) {}
