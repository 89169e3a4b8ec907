import { idOf, type Letter } from "../../functions/runtime/aws/operations/letter.ts";
import type { LetterBox } from "../../functions/runtime/aws/operations/letter-box.ts";

/** A letter without its data, which may be personal. */
export function withoutData(box: LetterBox, letter: Letter) {
  const { envelope, reason, refusal, sent, messageId, receives, group } = letter;
  const { data: _, ...rest } = envelope ?? { data: undefined };
  return { box: box.name, id: idOf(letter), messageId, sent, receives, group, reason, refusal, envelope: rest };
}

/** Why a letter is there, in a word and in a sentence. */
export function whyOf({ reason, refusal }: Letter): { readonly code: string; readonly says: string } {
  if (reason) return { code: reason.code, says: reason.reason };
  if (refusal !== undefined) return { code: "undeliverable", says: refusal };
  return { code: "unknown", says: "no reason is noted: its queue gave up on it" };
}
