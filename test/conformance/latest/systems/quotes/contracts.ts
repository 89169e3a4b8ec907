import * as z from "zod";
import { command, event } from "../../../../../functions/runtime/index.ts";

export class SetPrice extends command("SetPrice", { stock: z.string() }) {}
export class PriceChanged extends event("PriceChanged", { stock: z.string(), price: z.number() }) {}
