import type { Section } from "../case.ts";
import { invocations } from "./functions/invocations.ts";
import { parallel } from "./functions/parallel.ts";
import { queues } from "./functions/queues.ts";
import { streams } from "./functions/streams.ts";

export const functions: Section = { name: "functions", cases: [...invocations, ...queues, ...parallel, ...streams] };
