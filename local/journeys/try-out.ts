import type { JourneyNode } from "../../functions/runtime/edge/journey.ts";
import type { LocalError } from "../engine/errors.ts";
import { awaitJourney } from "../runner/await-journey.ts";
import type { Ground } from "../runner/ground.ts";
import type { Reporter } from "../runner/reporter.ts";
import { step } from "../runner/steps.ts";
import { firstJourneys } from "./index.ts";
import type { Begin, FirstJourney, FirstSteps } from "./journey.ts";

export interface TryOutOptions extends Begin {
  /** An incomplete journey fails the run. */
  readonly once: boolean;
  readonly reporter: Reporter;
  /** While the work is under way no line is written per message. */
  readonly quietly: <T>(work: () => Promise<T>) => Promise<T>;
}

const JOURNEY_MS = 60_000;

async function show({ reporter, signal }: TryOutOptions, ground: Ground, { requests, ends }: FirstSteps) {
  const { trace, listeners } = ground;
  const deadline = performance.now() + JOURNEY_MS;
  for (const [i, { title, correlationId }] of requests.entries()) {
    const containing = i === requests.length - 1 ? ends : [];
    const within = Math.max(0, deadline - performance.now());
    const partly = (nodes: JourneyNode[]) => reporter.journey(`${title}, so far`, nodes);
    const nodes = await awaitJourney({ trace, correlationId, listeners, containing, within, signal, partly });
    reporter.journey(title, nodes);
  }
}

/** With `once` what failed ends the run; else it is told, and the run goes on. */
const toldUnless =
  ({ once, reporter, signal }: TryOutOptions) =>
  (error: Partial<LocalError>) => {
    if (once || signal.aborted) throw error;
    reporter.trouble([error.message, error.help].filter(Boolean).join(" "));
  };

async function tryOne(
  options: TryOutOptions,
  ground: Ground,
  { name, begin }: FirstJourney,
): Promise<readonly string[]> {
  const { reporter } = options;
  const steps = await step(
    reporter,
    name,
    () => begin(options),
    ({ told }) => told,
  ).catch(toldUnless(options));
  // Somebody's own system may have the name of one of ours, and take other requests.
  if (!steps) return [];
  await step(
    reporter,
    "journey",
    () => show(options, ground, steps),
    () => "complete",
  ).catch(toldUnless(options));
  return steps.curl;
}

/** Lets a journey of each system that has one run, one after the other, and shows them; answers lines for a shell that do the same. */
export async function tryOut(options: TryOutOptions, ground: Ground): Promise<string[]> {
  const lines: string[] = [];
  for (const system of ground.systems) {
    const journey = await firstJourneys[system]?.();
    if (!journey) continue;
    const trying = () => tryOne(options, ground, journey);
    lines.push(...(await (journey.loads ? options.quietly(trying) : trying())));
  }
  const several = ground.systems.length > 1 ? ground.systems : [];
  return [...lines, ...several.map((system) => `curl -s ${options.url}/${system}/openapi.json`)];
}
