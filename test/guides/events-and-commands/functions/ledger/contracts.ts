import * as z from "zod";
import { event } from "../../../../../functions/runtime/index.ts";

export class SaleEntered extends event("SaleEntered", { orderId: z.string().min(1) }) {}
