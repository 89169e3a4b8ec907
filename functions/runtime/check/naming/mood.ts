import type { Kind } from "../../contract.ts";
import { isPast, mayBePast } from "./tense.ts";
import { isPascalCase, wordsOf } from "./words.ts";

const set = (words: string) => new Set(words.trim().split(/\s+/));

/** Verbs that are no nouns, so a name that starts with one orders something. */
const ORDERS = set(`
  accept activate add adjust allocate allow apply approve assign authorize calculate cancel choose collect compute
  confirm create deactivate decide delete deliver deny disable emit enable ensure execute expire fetch fulfil fulfill
  generate get give ingest initialize inspect invalidate make migrate modify notify obtain perform prepare provide
  publish reconcile reject remove replace resolve restore retrieve revoke send settle submit subscribe terminate unlock
  validate verify withdraw
`);

/** What may be marked with a participle: MarkOrderShipped is an order, not a fact. */
const MARKS = set("confirm consider declare flag get have keep leave mark note record report set");

const NOUNS = set("basket customer inventory item payment product receipt reservation shipment subscription user");
const VERBS_IN_TION_OR_MENT = set(`
  auction caption comment complement condition document experiment function implement increment decrement mention
  position provision question reposition requisition sanction segment station supplement transition partition
  commission
`);
const VERBS_IN_ING = set("bring ping ring sing string swing");

const isNoun = (word: string) =>
  NOUNS.has(word) || (/(?:tion|ment|ness)$/.test(word) && !VERBS_IN_TION_OR_MENT.has(word));
const isGerund = (word: string) => word.endsWith("ing") && !VERBS_IN_ING.has(word);
const isThirdPerson = (word: string) => /[^aisu]s$/.test(word);

function tellsFact(words: readonly string[]): boolean {
  const [first = "", ...rest] = words;
  if (rest.length === 0) return mayBePast(first);
  return ORDERS.has(first) ? mayBePast(rest.at(-1) ?? "") : rest.some(mayBePast);
}

function givesOrder(words: readonly string[]): boolean {
  const [first = ""] = words;
  const last = words.at(-1) ?? "";
  if (isPast(first) || isNoun(first) || isGerund(first) || isThirdPerson(first)) return false;
  return !isPast(last) || MARKS.has(first);
}

function namesThing(words: readonly string[]): boolean {
  const [first = ""] = words;
  return !isPast(words.at(-1) ?? "") && !(words.length > 1 && ORDERS.has(first));
}

const FITS: Record<Kind, (words: readonly string[]) => boolean> = {
  event: tellsFact,
  command: givesOrder,
  document: namesThing,
};

/** Whether a name says what its kind means; it errs towards yes, since English is larger than any list. */
export const fitsKind = (kind: Kind, name: string): boolean =>
  isPascalCase(name) && FITS[kind](wordsOf(name).map((word) => word.toLowerCase()));
