import type { Section } from "../case.ts";
import { limits } from "./journal/limits.ts";
import { reads } from "./journal/reads.ts";
import { writes } from "./journal/writes.ts";

export const journal: Section = { name: "journal", cases: [...writes, ...reads, ...limits] };
