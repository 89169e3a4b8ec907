import * as z from "zod";
import { command, event } from "../../../../../functions/runtime/index.ts";

const orderId = z.string().min(1);
const kilos = z.number().min(0);

export class PlaceOrder extends command("PlaceOrder", { orderId, kilos }) {}
export class CancelOrder extends command("CancelOrder", { orderId, reason: z.string() }) {}
export class OrderPlaced extends event("OrderPlaced", { orderId, kilos }, { public: true }) {}
export class OrderCancelled extends event("OrderCancelled", { orderId, reason: z.string() }) {}
