import { createHash } from "node:crypto";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { batchesOf } from "../batches.ts";
import { sqsInbox } from "../sqs-inbox.ts";
import { sendToQueue } from "../sqs-send.ts";
import type { Letter } from "./letter.ts";
import type { LetterBox } from "./letter-box.ts";
import { countQueue, total } from "./queue-counts.ts";
import { sqsTime } from "./sqs-time.ts";
import { putBack, takeLetters } from "./take-letters.ts";

export interface RedriveOptions {
  /** Default: all of them. */
  readonly wants?: (letter: Letter) => boolean;
  /** Sends and removes nothing. */
  readonly dryRun?: boolean;
  /** Hears of each letter that went back. */
  readonly onSent?: (letter: Letter) => void;
}

interface Refused {
  readonly letter: Letter;
  readonly reason: string;
}

export interface Redriven {
  readonly box: LetterBox;
  /** Went back; with `dryRun`, would have. */
  readonly sent: readonly Letter[];
  /** Came into the box again while it was emptied: what made them fail is not mended. */
  readonly cameBack: readonly Letter[];
  /** Stay, since SQS refused them or nothing is known of where they belong. */
  readonly refused: readonly Refused[];
  /** Letters still in the box, as far as SQS knows. */
  readonly left: number;
}

const MAX_CALL_BYTES = 1024 * 1024;
const ATTRIBUTE_ROOM = 64 * 1024;

/** Letters by what they say: one that has died again has another SQS id. Whoever sends chooses an id, so it alone does not tell; nor does a cancellation say what its command does. */
function keyOf({ envelope, body }: Letter): string {
  const { id, source, type, data, cancelled } = envelope ?? {};
  const says = envelope ? JSON.stringify([id, source, type, data, cancelled]) : body;
  return createHash("sha256").update(says).digest("hex");
}

const bytesOf = ({ body }: Letter): number => Buffer.byteLength(body) + ATTRIBUTE_ROOM;

const NOWHERE = "nothing is known of where it belongs";

type Fates = ReadonlyMap<string, string | undefined>;

const isGone = (fates: Fates, letter: Letter): boolean =>
  fates.has(keyOf(letter)) && fates.get(keyOf(letter)) === undefined;

const firstOfEach = (letters: readonly Letter[]): Letter[] =>
  [...Map.groupBy(letters, keyOf).values()].flatMap(([first]) => first ?? []);

async function remove(sqs: SQSClient, { url }: LetterBox, letters: readonly Letter[]): Promise<void> {
  if (letters.length > 0) await sqsInbox(sqs, { url, deadLetterUrl: url }).remove(letters);
}

/** Sends letters to one queue, and removes those that went; answers why the others did not, by SQS id. */
async function sendBack(sqs: SQSClient, box: LetterBox, url: string, letters: readonly Letter[]) {
  const reasons: [id: string, reason: string][] = [];
  for (const batch of batchesOf(letters, bytesOf, MAX_CALL_BYTES)) {
    const failures = await sendToQueue(sqs, url, batch.map(box.outbound));
    const failed = new Set(failures.map(({ id }) => id));
    const gone = batch.filter(({ messageId }) => !failed.has(messageId));
    await remove(sqs, box, gone);
    reasons.push(...failures.map(({ id, reason }): [string, string] => [id, reason]));
  }
  return reasons;
}

/** Why some of these letters do not go back, by SQS id. */
async function sendAllBack(sqs: SQSClient, box: LetterBox, letters: readonly Letter[], dryRun: boolean) {
  const reasons: [id: string, reason: string][] = [];
  for (const [url, own] of Map.groupBy(letters, box.target)) {
    if (url === undefined) reasons.push(...own.map(({ messageId }): [string, string] => [messageId, NOWHERE]));
    else if (!dryRun) reasons.push(...(await sendBack(sqs, box, url, own)));
  }
  return new Map(reasons);
}

/**
 * Sends the letters of a box back to where they belong and nowhere else, then removes each from the box. Of letters that say the same, one
 * for each receiver that could not be reached, one is sent and all go. Ended between the two it leaves a duplicate, which the receiver knows;
 * letters that die again meanwhile are left alone, so it ends.
 */
export async function redrive(sqs: SQSClient, box: LetterBox, options: RedriveOptions = {}): Promise<Redriven> {
  const { wants = () => true, dryRun = false, onSent = () => {} } = options;
  const started = await sqsTime(sqs, box.url);
  /** By SQS id: to be shown to others again at the end. */
  const held = new Map<string, Letter>();
  const [sent, refused, cameBack] = [new Map<string, Letter>(), new Map<string, Refused>(), new Map<string, Letter>()];
  /** By what a letter says: why it stays, or undefined if it went. */
  const fates = new Map<string, string | undefined>();
  const hasDiedAgain = (letter: Letter) =>
    isGone(fates, letter) && !sent.has(letter.messageId) && !(Date.parse(letter.sent) <= started);
  const settle = (letter: Letter) => {
    const reason = fates.get(keyOf(letter));
    if (reason !== undefined) {
      refused.set(letter.messageId, { letter, reason });
      return;
    }
    if (!sent.has(letter.messageId)) onSent(letter);
    sent.set(letter.messageId, letter);
    if (!dryRun) held.delete(letter.messageId);
  };
  try {
    for await (const letters of takeLetters(sqs, box.url)) {
      const wanted = letters.filter((letter) => !held.has(letter.messageId) && wants(letter));
      for (const letter of letters) held.set(letter.messageId, letter);
      const again = wanted.filter(hasDiedAgain);
      for (const letter of again) cameBack.set(letter.messageId, letter);
      const own = wanted.filter((letter) => !again.includes(letter));
      const firsts = firstOfEach(own.filter((letter) => !fates.has(keyOf(letter))));
      const failed = await sendAllBack(sqs, box, firsts, dryRun);
      for (const first of firsts) fates.set(keyOf(first), failed.get(first.messageId));
      const twins = own.filter((letter) => isGone(fates, letter) && !firsts.includes(letter));
      if (!dryRun) await remove(sqs, box, twins);
      for (const letter of own) settle(letter);
    }
  } finally {
    await putBack(sqs, box.url, [...held.values()]);
  }
  const left = total(await countQueue(sqs, box.url));
  return { box, sent: [...sent.values()], cameBack: [...cameBack.values()], refused: [...refused.values()], left };
}
