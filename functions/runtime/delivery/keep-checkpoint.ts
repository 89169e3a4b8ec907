import { BEFORE_FACTS, checkpointWrite, isDue } from "../checkpoints.ts";
import { keyOf } from "../envelope.ts";
import type { Row } from "../ports.ts";
import type { ProjectionDefinition } from "../projection.ts";
import type { Worker } from "./worker.ts";

/** When a row had its last fact; undefined if that has gone. */
async function timeOf(
  { ports: { journal } }: Worker,
  stream: string,
  { version, n }: Row,
): Promise<string | undefined> {
  if (version === 0) return BEFORE_FACTS;
  const [commit] = await journal.read(stream, n - 1, 1);
  return commit?.n === n ? commit.time : undefined;
}

/**
 * Keeps a row as a checkpoint, if one is due before it takes a fact of commit `next`; `known` is the time of its last fact, read if absent.
 * It is written before the row moves on: a crash between the two writes it twice, and never leaves it out.
 */
export async function keepCheckpoint(
  worker: Worker,
  stream: string,
  row: Row,
  { known, next }: { known: string | undefined; next: number },
): Promise<void> {
  const definition = worker.definitions[0] as ProjectionDefinition;
  if (!isDue(definition, row.n, next)) return;
  const time = known ?? (await timeOf(worker, stream, row));
  if (time === undefined) return;
  const place = { system: worker.consumer.system, definition, key: keyOf(stream), time };
  const write = checkpointWrite(place, { row, through: next - 1 });
  if (write.expires !== undefined && write.expires * 1_000 < worker.ports.clock.now()) return;
  await worker.ports.models.write([write]);
}
