import { isCalled, type Letter } from "../../functions/runtime/aws/operations/letter.ts";
import { type LetterBox, letterBoxes } from "../../functions/runtime/aws/operations/letter-box.ts";
import { listLetters } from "../../functions/runtime/aws/operations/list-letters.ts";
import { BugleError } from "../../functions/runtime/errors.ts";
import type { Place } from "../place/open.ts";

export interface Found {
  readonly box: LetterBox;
  readonly letter: Letter;
}

export const noSuchLetter = (id: string): BugleError =>
  new BugleError("no-such-letter", `no dead letter ${id} is to be seen`, {
    help: "`bugle dead-letters list` lists them; one that another look hides is back within a minute",
  });

/** Looks for a letter in every box; throws `no-such-letter`. */
export async function findLetter({ deployed, looking }: Place, id: string): Promise<Found> {
  const isIt = (letter: Letter) => isCalled(letter, id);
  const look = async (box: LetterBox): Promise<Found[]> => {
    const { letters } = await listLetters(looking.sqs, box, Number.POSITIVE_INFINITY, isIt);
    return letters.filter(isIt).map((letter) => ({ box, letter }));
  };
  const [found] = (await Promise.all(letterBoxes(deployed).map(look))).flat();
  if (found) return found;
  throw noSuchLetter(id);
}
