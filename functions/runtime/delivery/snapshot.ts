import type { Copy } from "./copy.ts";
import { expiryOfStream } from "./retention.ts";
import type { Worker } from "./worker.ts";

/** The copy without the ids of the oldest page, which is written first; page k always holds the same ids, so writing it twice is harmless. */
async function moveToPage(worker: Worker, copy: Copy): Promise<Copy> {
  const { limits, ports } = worker;
  const { stream, known, paged } = copy;
  const moved = copy.ids.slice(0, limits.ids);
  const ids = moved.map(([id]) => id);
  const until = moved.at(-1)?.[1] ?? "";
  const expiry = expiryOfStream(worker, Date.parse(until));
  await ports.snapshots.writePage(stream, paged / limits.ids, { ids, until, ...expiry });
  for (const id of ids) known.delete(id);
  return { ...copy, ids: copy.ids.slice(limits.ids), paged: paged + limits.ids };
}

async function writeSnapshot(worker: Worker, { stream, n, version, time, state, ids, paged }: Copy): Promise<void> {
  const { definition } = worker.kind;
  const expiry = expiryOfStream(worker, Date.parse(time));
  await worker.ports.snapshots.write(stream, { n, version, time, definition, state, ids, paged, ...expiry });
}

/**
 * Writes a snapshot when the stream has grown enough since the last, and answers the copy to keep: without the ids that are in pages by now.
 * One that cannot be written is logged, costs the next reader time and nothing else, and is tried again when the stream has grown as much again.
 */
export async function snapshotIfDue(worker: Worker, copy: Copy): Promise<Copy> {
  const { limits, kind, ports, consumer } = worker;
  if (kind.oneMessage || kind.latest || copy.n - copy.snapshotAt < limits.snapshotEvery || copy.claims.size > 0)
    return copy;
  let kept: Copy = { ...copy, snapshotAt: copy.n };
  try {
    while (kept.ids.length >= 2 * limits.ids) kept = await moveToPage(worker, kept);
    await writeSnapshot(worker, kept);
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? (error as Error).name);
    ports.log({
      system: consumer.system,
      handler: consumer.name,
      id: copy.stream,
      type: "snapshot",
      outcome: "failed",
      code,
      ms: 0,
    });
  }
  return kept;
}
