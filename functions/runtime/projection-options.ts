import { BugleError } from "./errors.ts";

/** As many rows as one call reads. */
const MOST_PARTS = 100;

/** Refuses what is no number of parts: throws `bad-spread` unless it is a whole number from 1 to 100. */
export function assertSpread(projection: string, parts: number): void {
  if (Number.isInteger(parts) && parts >= 1 && parts <= MOST_PARTS) return;
  throw new BugleError("bad-spread", `${projection} spreads a total over ${parts} parts`, {
    help: `give a whole number from 1 to ${MOST_PARTS}`,
  });
}

/** Refuses what is no number of commits: throws `bad-checkpoints` unless it is a whole number from 1. */
export function assertCheckpoints(projection: string, commits: number | undefined): void {
  if (commits === undefined || (Number.isSafeInteger(commits) && commits >= 1)) return;
  throw new BugleError("bad-checkpoints", `${projection} has checkpoints every ${commits} commits`, {
    help: "give a whole number from 1, or leave it out, which means none",
  });
}
