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
