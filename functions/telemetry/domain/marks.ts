import type { RolloutInstallFinished } from "../contracts.ts";

type InstallOutcome = RolloutInstallFinished["data"]["outcome"];

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

const ENDS = {
  installed: MARK.installed,
  "already-installed": MARK.had,
  failed: MARK.failed,
  expired: MARK.expired,
  cancelled: MARK.cancelled,
} as const satisfies Record<InstallOutcome, Mark>;

const UNDER_WAY: readonly string[] = [MARK.asked, MARK.recalled];
const NOT_INSTALLED: readonly string[] = [MARK.failed, MARK.expired, MARK.cancelled, MARK.forgiven];

/** After the end of an install; one that was carried out after all counts whenever that is heard, other news only while it is awaited. */
export function afterInstall(mark: string, outcome: InstallOutcome, goesBack: boolean): string {
  if (!UNDER_WAY.includes(mark) && !(outcome === "installed" && NOT_INSTALLED.includes(mark))) return mark;
  return outcome === "installed" && goesBack ? MARK.owing : ENDS[outcome];
}

/** The same after the end of a return. */
export function afterReturn(mark: string, outcome: InstallOutcome): string {
  if (mark !== MARK.returning && mark !== MARK.stayed) return mark;
  return outcome === "installed" || outcome === "already-installed" ? MARK.returned : MARK.stayed;
}

export const withMark = (marks: string, place: number, mark: string): string =>
  marks.slice(0, place) + mark + marks.slice(place + 1);

/** Every device of one mark gets another. */
export const remarked = (marks: string, changes: Readonly<Partial<Record<Mark, Mark>>>): string =>
  Array.from(marks, (mark) => changes[mark as Mark] ?? mark).join("");

/** Where these marks stand; thousands are looked through at every step of a rollout. */
export function placesOf(marks: string, wanted: readonly Mark[]): number[] {
  const places: number[] = [];
  for (const each of wanted)
    for (let place = marks.indexOf(each); place >= 0; place = marks.indexOf(each, place + 1)) places.push(place);
  return wanted.length > 1 ? places.sort((a, b) => a - b) : places;
}

export const countOf = (marks: string, ...wanted: readonly Mark[]): number => placesOf(marks, wanted).length;
