import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Letter } from "./letter.ts";
import type { LetterBox } from "./letter-box.ts";
import { countQueue, total } from "./queue-counts.ts";
import { putBack, takeLetters } from "./take-letters.ts";

/** What a box showed, oldest first, and how many letters it holds in all, as far as SQS knows. */
export interface Shown {
  readonly box: LetterBox;
  readonly letters: readonly Letter[];
  readonly count: number;
}

/** Looks at letters, at most `limit`, until `isEnough`; each is hidden while the look lasts, and counted as received. */
export async function listLetters(
  sqs: SQSClient,
  box: LetterBox,
  limit: number,
  isEnough: (letter: Letter) => boolean = () => false,
): Promise<Shown> {
  const count = total(await countQueue(sqs, box.url));
  const taken = new Map<string, Letter>();
  try {
    for await (const some of takeLetters(sqs, box.url)) {
      for (const letter of some) taken.set(letter.messageId, letter);
      if (taken.size >= limit || some.some(isEnough)) break;
    }
  } finally {
    await putBack(sqs, box.url, [...taken.values()]);
  }
  const letters = [...taken.values()].toSorted((a, b) => a.sent.localeCompare(b.sent));
  return { box, letters: letters.slice(0, limit), count: Math.max(count, letters.length) };
}
