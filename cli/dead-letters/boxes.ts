import { type LetterBox, letterBoxes } from "../../functions/runtime/aws/operations/letter-box.ts";
import { misused } from "../failure.ts";
import type { Place } from "../place/open.ts";

/** The box of that name, or all; refuses a name that no box has. */
export function boxesNamed({ deployed }: Place, name: string | undefined): LetterBox[] {
  const all = letterBoxes(deployed);
  const chosen = all.filter((box) => name === undefined || box.name === name);
  if (chosen.length > 0) return chosen;
  throw misused(`${name} has no dead letters here`, `Name one of ${all.map((box) => box.name).join(", ")}.`);
}
