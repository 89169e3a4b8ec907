import type { Section } from "../case.ts";
import { firing } from "./schedules/firing.ts";
import { keeping } from "./schedules/keeping.ts";

export const schedules: Section = { name: "schedules", cases: [...firing, ...keeping] };
