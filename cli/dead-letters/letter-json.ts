import { idOf, type Letter } from "../../functions/runtime/aws/operations/letter.ts";
import type { LetterBox } from "../../functions/runtime/aws/operations/letter-box.ts";
import { keyOf } from "../../functions/runtime/envelope.ts";

/** A letter without its data, which may be personal. */
export function withoutData(box: LetterBox, letter: Letter) {
  const { envelope, reason, refusal, sent, messageId, receives, group } = letter;
  const { data: _, ...rest } = envelope ?? { data: undefined };
  return { box: box.name, id: idOf(letter), messageId, sent, receives, group, reason, refusal, envelope: rest };
}

/** What goes on no further before a letter is answered; undefined where nothing waits. */
export function waitingFor({ reason }: Letter): string | undefined {
  if (reason?.halts) return `all of ${reason.consumer}`;
  return reason?.parks && `the key ${keyOf(reason.parks.stream)}`;
}

/** Why a letter is there, in a word and in a sentence. */
export function whyOf({ reason, refusal }: Letter): { readonly code: string; readonly says: string } {
  if (reason) return { code: reason.code, says: reason.reason };
  if (refusal !== undefined) return { code: "undeliverable", says: refusal };
  return { code: "unknown", says: "no reason is noted: its queue gave up on it" };
}
