import type { Section } from "../case.ts";
import { deduplication } from "./fifo/deduplication.ts";
import { order } from "./fifo/order.ts";
import { rules } from "./fifo/rules.ts";

export const fifo: Section = { name: "fifo", cases: [...order, ...deduplication, ...rules] };
