import type { Section } from "../case.ts";
import { delivery } from "./topics/delivery.ts";
import { filtering } from "./topics/filters.ts";
import { publishing } from "./topics/publishing.ts";

export const topics: Section = { name: "topics", cases: [...delivery, ...filtering, ...publishing] };
