import type { Section } from "../case.ts";
import { archive } from "./bus/archive.ts";
import { delivery } from "./bus/delivery.ts";
import { entries } from "./bus/entries.ts";
import { matching } from "./bus/patterns.ts";

export const bus: Section = { name: "bus", cases: [...delivery, ...matching, ...entries, ...archive] };
