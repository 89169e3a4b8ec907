import { createHash } from "node:crypto";
import type { TraceEntry } from "./ports.ts";

/** The place of a hop in its journey: sorts by time, and is the same when the same hop is written again. */
export function tracePlace({ kind, by, id, type, time }: TraceEntry): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([kind, by, id, type]))
    .digest("hex");
  return `${time} ${hash.slice(0, 24)}`;
}
