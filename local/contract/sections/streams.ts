import type { Section } from "../case.ts";
import { positions } from "./streams/positions.ts";
import { records } from "./streams/records.ts";

export const streams: Section = { name: "streams", cases: [...records, ...positions] };
