import { BugleError } from "../../../functions/runtime/errors.ts";
import type { Row } from "./rows.ts";

export type BadRows = "skip" | "fatal";

const SHOWN = 10;

export interface BadRow {
  readonly line: number;
  readonly reason: string;
}

/** Why a row cannot be loaded; a quoted field may have made it several lines long. */
export const badRow = ({ line, last }: Row, reason: string): BadRow => ({
  line,
  reason: last > line ? `${reason}, up to line ${last}` : reason,
});

/** Counts what cannot be loaded and keeps the first ten. */
export interface Badness {
  readonly shown: readonly BadRow[];
  readonly count: number;
  add(row: BadRow): void;
}

/** With `fatal` the first bad row ends the work, as `bad-row`. */
export function badness(treatment: BadRows): Badness {
  const shown: BadRow[] = [];
  let count = 0;
  return {
    shown,
    get count() {
      return count;
    },
    add: (row) => {
      if (treatment === "fatal")
        throw new BugleError("bad-row", `line ${row.line}: ${row.reason}`, {
          help: "Mend the line, or leave such rows out with --bad-rows skip. Nothing was sent.",
        });
      count++;
      if (shown.length < SHOWN) shown.push(row);
    },
  };
}
