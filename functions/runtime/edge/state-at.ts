import { newestCheckpoint } from "../checkpoints.ts";
import type { Commit } from "../commit.ts";
import { eventsAfter } from "../delivery/facts.ts";
import { rowAfter } from "../delivery/fold-row.ts";
import { streamOf } from "../envelope.ts";
import type { Journal, Ports, Row } from "../ports.ts";
import type { ProjectionDefinition } from "../projection.ts";
import { lastBefore } from "./commit-search.ts";
import { commitsAfter } from "./journal-pages.ts";
import { problem } from "./problem.ts";

const gone = () =>
  problem(410, "facts-gone", "What was then is not known any more", {
    detail: "Facts that it would be told by were kept for a time that has passed.",
  });

interface Place {
  readonly system: string;
  readonly ports: Pick<Ports, "journal" | "models">;
}

/** Up to which time, ISO 8601, or up to which version facts count, both inclusive. */
export type Moment = { readonly time: string } | { readonly version: number };

/** Where a fold ends. */
interface End {
  /** Epoch milliseconds: what was later is not in it. */
  readonly until: number;
  /** The last fact that can be in it. */
  readonly version: number;
}

/** Where a fold begins and ends. */
interface Span extends End {
  readonly row: Row;
  /** The last commit that the row needs no more. */
  readonly through: number;
}

const endOf = (moment: Moment): End =>
  "time" in moment
    ? { until: Date.parse(moment.time), version: Number.POSITIVE_INFINITY }
    : { until: Number.POSITIVE_INFINITY, version: moment.version };

/** The commit that holds a fact; undefined where there is none yet. */
async function commitWith(journal: Journal, stream: string, version: number): Promise<Commit | undefined> {
  const n = await lastBefore(journal, stream, (commit) => commit.version < version);
  const [commit] = await journal.read(stream, n, 1);
  if (commit && commit.version - commit.events.length >= version) throw gone();
  return commit;
}

/** The end, if it is the stream's at the latest, and the time of the last commit before it; undefined where no fact is. */
async function timedEnd(journal: Journal, stream: string, end: End): Promise<(End & { time: string }) | undefined> {
  if (end.version < Number.POSITIVE_INFINITY) {
    const commit = await commitWith(journal, stream, end.version);
    return commit && { ...end, time: commit.time };
  }
  // A stream may end in any number of commits without facts.
  const [last] = await journal.tail(stream, 1);
  const time = last && new Date(Math.min(end.until, Date.parse(last.time))).toISOString();
  return last && time !== undefined ? { ...end, version: last.version, time } : undefined;
}

async function spanOf({ ports, system }: Place, definition: ProjectionDefinition, key: string, end: End) {
  const whole: Span = { row: { row: definition.initial, version: 0, n: 0 }, through: 0, ...end };
  if (definition.checkpoints === undefined) return whole;
  const timed = await timedEnd(ports.journal, streamOf(system, definition.of.name, key), end);
  if (!timed) return { ...whole, version: 0 };
  const { time, version } = timed;
  const checkpoint = await newestCheckpoint(ports.models, { system, definition, key, time }, version);
  return { ...whole, ...checkpoint, version };
}

async function foldOn(journal: Journal, definition: ProjectionDefinition, stream: string, span: Span): Promise<Row> {
  let [row, known] = [span.row, span.through];
  if (row.version >= span.version) return row;
  for await (const commit of commitsAfter(journal, stream, span.through)) {
    if (commit.n !== ++known) throw gone();
    if (Date.parse(commit.time) > span.until) break;
    const facts = eventsAfter([commit], row.version).filter(({ version }) => version <= span.version);
    row = facts.reduce((current, event) => rowAfter(definition, current, event), row);
    if (row.version >= span.version) break;
  }
  return row;
}

/**
 * What the row of a key was at a moment, folded from the journal as the projection folds it; undefined before the first fact, and of a version
 * that is not there yet. It begins at the newest checkpoint, from the first commit where there is none.
 * Throws the problem `facts-gone` where what follows on that was kept for less long.
 */
export async function stateAt<R>(
  place: Place,
  projection: ProjectionDefinition<R>,
  key: string,
  moment: Moment,
): Promise<Row<R> | undefined> {
  const definition = projection as ProjectionDefinition;
  const span = await spanOf(place, definition, key, endOf(moment));
  const stream = streamOf(place.system, definition.of.name, key);
  const row = await foldOn(place.ports.journal, definition, stream, span);
  const isThere = row.version > 0 && ("time" in moment || row.version === moment.version);
  return isThere ? (row as Row<R>) : undefined;
}
