import { createHash } from "node:crypto";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { batchesOf } from "../batches.ts";
import { sqsInbox } from "../sqs-inbox.ts";
import { sendToQueue } from "../sqs-send.ts";
import type { Letter } from "./letter.ts";
import type { LetterBox } from "./letter-box.ts";
import { countQueue, total } from "./queue-counts.ts";
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

/** Letters by what they say: one that has died again has another SQS id. */
const keyOf = ({ envelope, body }: Letter): string => envelope?.id ?? createHash("sha256").update(body).digest("hex");

const bytesOf = ({ body }: Letter): number => Buffer.byteLength(body) + ATTRIBUTE_ROOM;

const NOWHERE = "nothing is known of where it belongs";

/** Sends letters to one queue, and removes those that went; answers why the others did not, by SQS id. */
async function sendBack(sqs: SQSClient, box: LetterBox, url: string, letters: readonly Letter[]) {
  const reasons: [id: string, reason: string][] = [];
  for (const batch of batchesOf(letters, bytesOf, MAX_CALL_BYTES)) {
    const failures = await sendToQueue(sqs, url, batch.map(box.outbound));
    const failed = new Set(failures.map(({ id }) => id));
    const gone = batch.filter(({ messageId }) => !failed.has(messageId));
    if (gone.length > 0) await sqsInbox(sqs, { url: box.url, deadLetterUrl: box.url }).remove(gone);
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
 * Sends the letters of a box back to where they belong and nowhere else, then removes each from the box. Ended between the two it leaves a
 * duplicate, which the receiver knows; letters that die again meanwhile are left alone, so it ends.
 */
export async function redrive(sqs: SQSClient, box: LetterBox, options: RedriveOptions = {}): Promise<Redriven> {
  const { wants = () => true, dryRun = false, onSent = () => {} } = options;
  /** By SQS id: to be shown to others again at the end. */
  const held = new Map<string, Letter>();
  const [sent, refused, cameBack] = [new Map<string, Letter>(), new Map<string, Refused>(), new Map<string, Letter>()];
  const settle = (letter: Letter, reason: string | undefined) => {
    if (reason !== undefined) {
      refused.set(keyOf(letter), { letter, reason });
      return;
    }
    sent.set(keyOf(letter), letter);
    if (!dryRun) held.delete(letter.messageId);
    onSent(letter);
  };
  try {
    for await (const letters of takeLetters(sqs, box.url)) {
      const wanted = letters.filter((letter) => !held.has(letter.messageId) && wants(letter));
      for (const letter of letters) held.set(letter.messageId, letter);
      for (const letter of wanted) if (sent.has(keyOf(letter))) cameBack.set(keyOf(letter), letter);
      const now = wanted.filter((letter) => !sent.has(keyOf(letter)) && !refused.has(keyOf(letter)));
      const failed = await sendAllBack(sqs, box, now, dryRun);
      for (const letter of now) settle(letter, failed.get(letter.messageId));
    }
  } finally {
    await putBack(sqs, box.url, [...held.values()]);
  }
  const left = total(await countQueue(sqs, box.url));
  return { box, sent: [...sent.values()], cameBack: [...cameBack.values()], refused: [...refused.values()], left };
}
