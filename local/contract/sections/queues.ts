import type { Section } from "../case.ts";
import { batches } from "./queues/batches.ts";
import { deadLetters } from "./queues/dead-letters.ts";
import { limits } from "./queues/limits.ts";
import { visibility } from "./queues/visibility.ts";
import { waiting } from "./queues/waiting.ts";

export const queues: Section = {
  name: "queues",
  cases: [...visibility, ...waiting, ...batches, ...limits, ...deadLetters],
};
