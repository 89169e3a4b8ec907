import { Terminal } from "../errors.ts";
import type { Cancelled, Later } from "../later.ts";

/** The longest delay of a command, milliseconds: a year and a day. */
export const LONGEST_DELAY = 366 * 24 * 3_600_000;

const LONGEST_NAME = 128;

/** How a command is sent; empty for one that goes at once and cannot be cancelled. */
export interface Timing {
  readonly delay?: number;
  readonly as?: string;
  readonly cancelled?: true;
}

function delayOf({ delay, at = "" }: Later, time: string): number {
  const milliseconds = delay ?? Math.max(0, Date.parse(at) - Date.parse(time));
  if (milliseconds >= 0 && milliseconds <= LONGEST_DELAY) return Math.ceil(milliseconds);
  throw new Terminal("bad-delay", `a command cannot be sent ${delay === undefined ? `at "${at}"` : `by ${delay} ms`}`, {
    help: "give milliseconds from 0 to a year, or a time in ISO 8601 within a year",
  });
}

function nameOf(as: string): string {
  if (typeof as === "string" && as !== "" && as.length <= LONGEST_NAME && as.isWellFormed()) return as;
  throw new Terminal("bad-name", `a command cannot be named ${JSON.stringify(as)}`, {
    help: `name it by a text of 1 to ${LONGEST_NAME} characters, such as the key of what it is about`,
  });
}

/** Takes apart what a handler returned at this time, ISO 8601; throws Terminal `bad-delay` or `bad-name`. */
export function timingOf(returned: unknown, time: string): { readonly message: unknown; readonly timing: Timing } {
  const said = (typeof returned === "object" && returned !== null ? returned : {}) as Partial<Later & Cancelled>;
  if (said.cancel) return { message: said.cancel, timing: { as: nameOf(said.as as string), cancelled: true } };
  if (!said.later) return { message: returned, timing: {} };
  const delay = delayOf(said as Later, time);
  const timing = { ...(delay > 0 && { delay }), ...(said.as !== undefined && { as: nameOf(said.as) }) };
  return { message: said.later, timing };
}
