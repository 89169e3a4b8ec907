import { BugleError } from "./errors.ts";

/** Beyond it a time could no longer be written as a date, and what should last longer lasts for ever. */
const LONGEST = 36_525 * 24 * 3_600_000;

/** Refuses what is no time that anything could last: throws `bad-duration` unless it is above 0 and at most a century. Milliseconds. */
export function assertDuration(what: string, milliseconds: number | undefined): void {
  if (milliseconds === undefined || (milliseconds > 0 && milliseconds <= LONGEST)) return;
  throw new BugleError("bad-duration", `${what} is ${milliseconds} ms`, {
    help: "give milliseconds above 0 and up to a century, or leave it out, which means for ever",
  });
}
