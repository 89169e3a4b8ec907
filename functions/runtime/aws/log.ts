import type { LogLine } from "../ports.ts";
import { messageLine, type Publisher, publishedLines, setAsideLine } from "./metrics.ts";

type Write = (text: string) => unknown;

const toStandardOutput: Write = (text) => process.stdout.write(text);

/** Codes and places are words of the code; whatever else stands in their field was put there by a message, and stays out. */
const word = (text: string | undefined): string | undefined =>
  /^[A-Za-z][\w.-]{0,63}$/.test(text ?? "") ? text : undefined;
const place = (text: string | undefined): string | undefined =>
  /^\S+\.[mc]?[jt]s:\d+$/.test(text ?? "") ? text : undefined;

/** Writes one JSON line per message, a metric too: who, what and how it ended, never what was in it, nor an error's message. */
export const jsonLog =
  (stage: string, write: Write = toStandardOutput) =>
  ({ system, handler, id, type, correlationid, outcome, code, at, ms }: LogLine): void => {
    const fields = { stage, system, handler, id, type, correlationid, outcome, code: word(code), at: place(at), ms };
    write(`${messageLine(fields, Date.now())}\n`);
  };

/** Counts the events that a relay took, by type, as lines of metrics. */
export const jsonPublished =
  (of: Publisher, write: Write = toStandardOutput) =>
  (types: readonly string[]): void => {
    for (const line of publishedLines(of, types, Date.now())) write(`${line}\n`);
  };

/** Counts the messages that a relay could not send. */
export const jsonSetAside =
  (of: Publisher, write: Write = toStandardOutput) =>
  (messages: number): void => {
    write(`${setAsideLine(of, messages, Date.now())}\n`);
  };

/** The lines of a stack that follow its message; none where the message cannot be told from them. */
function framesOf({ stack = "", message = "" }: Partial<Error>): string[] {
  const begin = message === "" ? 0 : stack.lastIndexOf(message);
  const after = begin < 0 ? "" : stack.slice(begin + message.length);
  return [...after.matchAll(/^\s+at (.+)$/gm)].map(([, frame = ""]) => frame);
}

/** Writes one JSON line of a failure inside, under the id that the caller was told: its code and where, not its message, which may quote the request. */
export const jsonReport =
  ({ stage, system }: Publisher, write: Write = toStandardOutput) =>
  (id: string, error: unknown): void => {
    const failure = (error ?? {}) as Partial<Error> & { code?: string };
    const code = word(failure.code) ?? word(failure.name);
    write(`${JSON.stringify({ stage, system, id, outcome: "failed", code, frames: framesOf(failure) })}\n`);
  };
