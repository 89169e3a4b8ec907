import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LETTERS_KEPT_FOR } from "../../letters.ts";
import type { DeadLetterReason } from "../../ports.ts";
import { dynamodbJournal } from "../dynamodb-journal.ts";
import { boundedId } from "../item.ts";
import type { Halted, Tried } from "./attempts.ts";

/** What waits for a dead letter. */
export interface Stopped {
  readonly consumer: string;
  readonly letter: string;
  /** The key that waits; absent where the whole consumer does. */
  readonly stream?: string;
  /** When the letter died; absent where its note is gone. */
  readonly since?: string;
}

/** A parked stream holds little beyond its letter: whatever ends the wait is among its next commits. */
const COMMITS = 25;

const parkedBy = (tried: readonly Tried[], now: number) =>
  tried.flatMap(({ consumer, id, attempt: { dead } }) => {
    const isOver = !dead?.parks || dead.halts || Date.parse(dead.last) + LETTERS_KEPT_FOR < now;
    return isOver ? [] : [{ consumer, letter: id, since: dead.last, parks: dead.parks }];
  });

/** Tells whose keys, and which consumers, wait for a dead letter now; one query for each note of a parked key. */
export async function stoppedBy(
  client: DynamoDBClient,
  table: string,
  { tried, halted }: { readonly tried: readonly Tried[]; readonly halted: readonly Halted[] },
  now: number,
): Promise<Stopped[]> {
  const journal = dynamodbJournal(client, table);
  const isAnswered = async (letter: string, { stream, n }: NonNullable<DeadLetterReason["parks"]>) =>
    (await journal.read(stream, n, COMMITS)).some(({ answers }) => answers.some(({ id }) => boundedId(id) === letter));
  const keys = parkedBy(tried, now).map(
    async ({ parks, ...rest }): Promise<Stopped[]> =>
      (await isAnswered(rest.letter, parks)) ? [] : [{ ...rest, stream: parks.stream }],
  );
  const consumers = halted.flatMap(({ consumer, letters }) =>
    letters.map((letter): Stopped => {
      const note = tried.find((each) => each.consumer === consumer && each.id === boundedId(letter));
      return { consumer, letter, ...(note && { since: note.attempt.last }) };
    }),
  );
  return [...consumers, ...(await Promise.all(keys)).flat()];
}
