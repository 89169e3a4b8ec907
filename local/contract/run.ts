import { setTimeout as sleep } from "node:timers/promises";
import type { Case, Finding } from "./case.ts";
import type { OpenedPlace } from "./place.ts";
import { findingOf } from "./verdict.ts";

export interface RunOptions {
  /** How many cases at once; default 8, since they mostly wait. */
  readonly atOnce?: number | undefined;
  /** Milliseconds that a case may take; default two minutes. */
  readonly limit?: number | undefined;
  /** Ends the run early: cases under way are given up and undone, and have no finding. */
  readonly signal?: AbortSignal | undefined;
  /** Told of each finding as soon as it is there. */
  readonly on?: ((finding: Finding) => void) | undefined;
  /** Told of what a case made and could not remove. */
  readonly onLeft?: ((id: string, error: unknown) => void) | undefined;
}

/** How long a case that is given up may take to notice. */
const GRACE_MS = 2_000;

/** Runs each case in a place of its own, several at once, and undoes what it made; the findings are in the cases' order. */
export async function runCases(
  cases: readonly Case[],
  open: (signal: AbortSignal) => OpenedPlace,
  options: RunOptions = {},
): Promise<Finding[]> {
  const { atOnce = 8, signal, on } = options;
  const waiting = spread(cases);
  const findings: (Finding | undefined)[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next && !signal?.aborted; next = waiting.shift()) {
      const [index, each] = next;
      const finding = await runCase(each, open, options);
      findings[index] = finding;
      if (finding) on?.(finding);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return findings.filter((finding) => finding !== undefined);
}

/** Cases with their places, in turn from each section: some sections wait, and some keep the machine busy. */
function spread(cases: readonly Case[]): [place: number, each: Case][] {
  const bySection = [...Map.groupBy(cases.entries(), ([, { id }]) => id.split("/")[0]).values()];
  const rounds = Math.max(0, ...bySection.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, i) => bySection.flatMap((own) => own.slice(i, i + 1))).flat();
}

async function runCase(
  { id, run }: Case,
  open: (signal: AbortSignal) => OpenedPlace,
  { limit = 120_000, signal, onLeft }: RunOptions,
): Promise<Finding | undefined> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), limit);
  const ends = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
  const { place, leave } = open(ends);
  const running = run(place);
  try {
    const saw = await Promise.race([running, rejectionBy(ends)]);
    return saw === undefined ? { id, verdict: "as AWS" } : { id, verdict: "departs", saw };
  } catch (error) {
    if (signal?.aborted) return undefined;
    if (late.signal.aborted) return { id, verdict: "departs", saw: `no answer in ${limit / 1000} s` };
    return findingOf(id, error);
  } finally {
    clearTimeout(timer);
    // What it is making just now has to be known before it can be undone.
    await Promise.race([running.catch(() => undefined), sleep(GRACE_MS, undefined, { ref: false })]);
    for (const error of await leave()) onLeft?.(id, error);
  }
}

const rejectionBy = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
