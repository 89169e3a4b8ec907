import { setTimeout as sleep } from "node:timers/promises";
import { sagasWaiting } from "../../functions/runtime/aws/operations/sagas-waiting.ts";
import { readStatus } from "../../functions/runtime/aws/operations/status.ts";
import type { SagaDefinition } from "../../functions/runtime/saga.ts";
import { runIn } from "../../local/engine/run-lock.ts";
import { homeOf } from "../../local/runner/home.ts";
import { stdoutColors } from "../colors.ts";
import type { Place, PlaceOptions } from "../place/open.ts";
import { inPlace } from "../place.ts";
import { printableData } from "../printable.ts";
import { project } from "../project.ts";
import { notRunBy } from "./not-run.ts";
import { asText } from "./text.ts";
import { type Look, problemsOf, verdict } from "./verdict.ts";

export interface StatusOptions extends PlaceOptions {
  readonly json?: true;
  /** Seconds from look to look. */
  readonly watch?: number | true;
  readonly sagas?: true;
}

/** Seconds. */
const WATCH_HERE = 2;
const WATCH_STAGE = 30;

/** Milliseconds from look to look: one of a stage is paid for. */
export const pauseOf = ({ watch, stage }: Pick<StatusOptions, "watch" | "stage">): number =>
  1_000 * (typeof watch === "number" ? watch : stage === undefined ? WATCH_HERE : WATCH_STAGE);

const HOME_AND_CLEAR = "\u001b[H\u001b[2J";

function sagasOf({ loaded }: Place, system: string): ReadonlyMap<string, SagaDefinition> {
  const all = [...loaded.definitions].flatMap(([name, definition]): [string, SagaDefinition][] =>
    definition.is === "saga" && name.startsWith(`${system}/`) ? [[name, definition]] : [],
  );
  return new Map(all);
}

/** A long read shows that it goes on, to a person. */
const progress = (system: string) => (commits: number) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${commits} commits of ${system} read`);
};

async function readSagas(place: Place, now: number) {
  const { deployed, looking, local } = place;
  const each = deployed.systems.map(async ({ name, environment }) => {
    const sagas = sagasOf(place, name);
    if (sagas.size === 0) return { waiting: [], unread: [] };
    const { journal } = environment.tables;
    return sagasWaiting(looking.dynamodb, { journal, sagas, now, ...(!local && { onRead: progress(name) }) });
  });
  const all = await Promise.all(each);
  if (!local && process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  return { waiting: all.flatMap(({ waiting }) => waiting), unread: all.flatMap(({ unread }) => unread) };
}

async function look(place: Place, { sagas }: StatusOptions): Promise<Look> {
  const now = Date.now();
  const [status, waiting] = await Promise.all([
    readStatus(place.looking, place.deployed, now),
    place.local || sagas ? readSagas(place, now) : undefined,
  ]);
  const names = status.systems.map(({ name }) => name);
  const notRun = place.local ? notRunBy(runIn(homeOf(project, process.env).home), names) : [];
  return { place: place.title, at: new Date(now).toISOString(), ...status, ...(waiting && { sagas: waiting }), notRun };
}

function print(seen: Look, { json, watch }: StatusOptions): void {
  const problems = problemsOf(seen);
  if (json) {
    const whole = { well: problems.length === 0, verdict: verdict(problems, seen.notRun), ...seen };
    process.stdout.write(`${watch ? JSON.stringify(whole) : JSON.stringify(whole, null, 2)}\n`);
    return;
  }
  const before = watch ? (process.stdout.isTTY ? HOME_AND_CLEAR : "\n") : "";
  process.stdout.write(`${before}${asText(printableData(seen), problems, stdoutColors())}\n`);
}

/** False when interrupted. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

/** Looks once, or again and again until it is interrupted. */
export async function status(options: StatusOptions): Promise<void> {
  const interruption = new AbortController();
  if (options.watch)
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interruption.abort());
  await inPlace(options, async (place) => {
    do print(await look(place, options), options);
    while (options.watch && (await pause(pauseOf(options), interruption.signal)));
  });
}
