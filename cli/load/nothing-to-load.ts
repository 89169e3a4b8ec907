import { BugleError } from "../../functions/runtime/errors.ts";
import type { Badness } from "./csv/bad-rows.ts";

/** Every row was bad. */
export function nothingToLoad(file: string, { shown: [first] }: Badness): BugleError {
  const why = first && `: line ${first.line}: ${first.reason}`;
  return new BugleError("nothing-to-load", `no row of ${file} can be loaded${why ?? ""}`, {
    help: "Look with --dry-run at how the file is read, and name its columns with --columns.",
  });
}
