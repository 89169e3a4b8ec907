import type { LogLine } from "../ports.ts";

/** Writes one JSON line per message: who, what and how it ended, never what was in it, nor an error's message. */
export function logLine(
  { system, handler, id, type, correlationid, outcome, code, at, ms }: LogLine,
  write: (text: string) => unknown = (text) => process.stdout.write(text),
): void {
  write(`${JSON.stringify({ system, handler, id, type, correlationid, outcome, code, at, ms })}\n`);
}
