import type { RolloutInstallFinished } from "../contracts.ts";

/** How each device of a rollout stands: one letter for each, since there are thousands. */
export const MARK = {
  waiting: ".",
  asked: "?",
  installed: "i",
  /** It had the version before, so that a rollback leaves it alone. */
  had: "h",
  failed: "f",
  expired: "x",
  cancelled: "c",
  /** Ended without an install before the rollout was resumed. */
  forgiven: "g",
  /** It has the version and is to return from it. */
  owing: "o",
  /** Its install has been asked back. */
  recalled: "k",
  returning: "q",
  returned: "r",
  /** It did not return. */
  stayed: "u",
} as const;
export type Mark = (typeof MARK)[keyof typeof MARK];

/** How an install ended, or a return; `lost`: nothing was heard of it long after it must have ended. */
type End = RolloutInstallFinished["data"]["outcome"] | "lost" | "returned" | "stayed";
export type News = "asked" | "asked-back" | "resumed" | "turned" | End;

const INSTALL_ENDS = {
  installed: MARK.installed,
  "already-installed": MARK.had,
  failed: MARK.failed,
  expired: MARK.expired,
  lost: MARK.expired,
  cancelled: MARK.cancelled,
} as const;
/** An install that was carried out after all counts whenever that is heard. */
const NOT_INSTALLED = { installed: MARK.installed, resumed: MARK.forgiven } as const;

/**
 * The life of a device, by what is heard; all else changes nothing, since devices tell twice, late and in disorder.
 *
 *     waiting ─asked─▶ asked ─asked-back─▶ recalled
 *
 *     asked, recalled ─already-installed────────────────▶ had
 *     asked, recalled ─installed────────────────────────▶ installed
 *     asked, recalled ─failed, expired, cancelled, lost─▶ failed, expired, cancelled ─resumed─▶ forgiven
 *
 *     failed, expired, cancelled, forgiven ─installed─▶ installed
 *     installed ─turned─▶ owing ─asked-back─▶ returning ─returned─▶ returned
 *     returning ─stayed, lost─▶ stayed ─returned─▶ returned
 */
export const LIFE: Readonly<Record<Mark, Readonly<Partial<Record<News, Mark>>>>> = {
  [MARK.waiting]: { asked: MARK.asked },
  [MARK.asked]: { ...INSTALL_ENDS, "asked-back": MARK.recalled },
  [MARK.recalled]: INSTALL_ENDS,
  [MARK.installed]: { turned: MARK.owing },
  [MARK.had]: {},
  [MARK.failed]: NOT_INSTALLED,
  [MARK.expired]: NOT_INSTALLED,
  [MARK.cancelled]: NOT_INSTALLED,
  [MARK.forgiven]: { installed: MARK.installed },
  [MARK.owing]: { "asked-back": MARK.returning },
  [MARK.returning]: { returned: MARK.returned, stayed: MARK.stayed, lost: MARK.stayed },
  [MARK.stayed]: { returned: MARK.returned },
  [MARK.returned]: {},
};

const after = (mark: string, news: News): string => LIFE[mark as Mark][news] ?? mark;

/** The marks of all devices, after news of all of them. */
export const allAfter = (marks: string, news: News): string => Array.from(marks, (mark) => after(mark, news)).join("");

/** The same after news of one. */
export const oneAfter = (marks: string, place: number, news: News): string =>
  marks.slice(0, place) + after(marks.charAt(place), news) + marks.slice(place + 1);

/** Where devices stand for whom this would be news. */
export const placesFor = (marks: string, news: News): number[] =>
  placesOf(
    marks,
    Object.values(MARK).filter((mark) => LIFE[mark][news] !== undefined),
  );

/** Thousands are looked through at every step of a rollout. */
function placesOf(marks: string, wanted: readonly Mark[]): number[] {
  const places: number[] = [];
  for (const each of wanted)
    for (let place = marks.indexOf(each); place >= 0; place = marks.indexOf(each, place + 1)) places.push(place);
  return wanted.length > 1 ? places.sort((a, b) => a - b) : places;
}

export const countOf = (marks: string, ...wanted: readonly Mark[]): number => placesOf(marks, wanted).length;
