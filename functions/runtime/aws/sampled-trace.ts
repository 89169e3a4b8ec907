import { createHash } from "node:crypto";
import type { Trace } from "../ports.ts";
import type { Environment } from "./env.ts";

/** One journey in twenty is kept. */
const KEPT = 1 / 20;

/** From 0 up to 1, the same wherever it is asked: a journey is kept whole or not at all. */
const drawOf = (correlationid: string): number =>
  createHash("sha256").update(correlationid).digest().readUInt32BE() / 2 ** 32;

/** A trace that keeps some journeys whole and no hop of the others. */
export const sampledTrace = (trace: Trace): Trace => ({
  read: trace.read,
  write: async (entries) => {
    const kept = entries.filter(({ correlationid }) => drawOf(correlationid) < KEPT);
    if (kept.length > 0) await trace.write(kept);
  },
});

/** The trace as the deployment wants it kept. */
export const traceOf = ({ trace }: Environment, full: Trace): Trace =>
  trace === "sampled" ? sampledTrace(full) : full;
