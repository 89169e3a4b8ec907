import * as z from "zod";
import { event } from "../../../../../functions/runtime/index.ts";

export class ParcelPacked extends event("ParcelPacked", { orderId: z.string().min(1) }, { public: true }) {}
