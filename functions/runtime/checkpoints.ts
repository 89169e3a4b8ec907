import type { ReadModels, Row, RowWrite } from "./ports.ts";
import type { ProjectionDefinition } from "./projection.ts";
import { modelOf, rowExpiry } from "./rows.ts";

/** A row as it was between two facts. */
export interface Checkpoint {
  readonly row: Row;
  /** The last commit before the fact that follows. */
  readonly through: number;
}

export interface CheckpointPlace {
  readonly system: string;
  readonly definition: ProjectionDefinition;
  readonly key: string;
  /** ISO 8601, UTC, in milliseconds. */
  readonly time: string;
}

/** The time of a row that has no facts. */
export const BEFORE_FACTS = new Date(0).toISOString();

/** Whether a row at commit `n` is to be kept before it takes a fact of commit `next`: at most once in so many commits. */
export const isDue = ({ checkpoints }: ProjectionDefinition, n: number, next: number): boolean =>
  checkpoints !== undefined && Math.floor(n / checkpoints) < Math.floor(next / checkpoints);

const placeOf = (time: string, version: number): string => `${time} ${String(version).padStart(16, "0")}`;

/** Beside the rows; no row stands there, since a stored key has no separator in it. */
const modelAt = ({ system, definition }: CheckpointPlace): string => `${modelOf(system, definition)}/at`;

/** When it may go, epoch seconds: a row of its time would, or the facts that tell of its time do. */
function expiryAt({ definition, key, time }: CheckpointPlace): { expires?: number } {
  const at = Date.parse(time);
  const { expires = Number.POSITIVE_INFINITY } = rowExpiry(definition, key, at);
  const { keptFor = Number.POSITIVE_INFINITY } = definition.of;
  const first = Math.min(expires, Math.ceil((at + keptFor) / 1_000));
  return Number.isFinite(first) ? { expires: first } : {};
}

/** Writes a checkpoint dated by the row's last fact. What it says follows from the stream, so whoever writes it a second time may be refused. */
export function checkpointWrite(place: CheckpointPlace, checkpoint: Checkpoint): RowWrite {
  const { version, n } = checkpoint.row;
  return {
    model: modelAt(place),
    key: `${place.key} ${version}`,
    value: { row: checkpoint, version, n },
    expected: 0,
    listed: { list: place.key, place: placeOf(place.time, version) },
    ...expiryAt(place),
  };
}

/** The newest checkpoint of the time or before, and of that time of the version or before: a query for two places, and one read. The index may not know the newest yet. */
export async function newestCheckpoint(
  models: ReadModels,
  place: CheckpointPlace,
  version: number,
): Promise<Checkpoint | undefined> {
  const before = `${placeOf(place.time, version)}~`;
  const { items } = await models.list(modelAt(place), place.key, { limit: 1, before });
  return items[0]?.row as Checkpoint | undefined;
}
