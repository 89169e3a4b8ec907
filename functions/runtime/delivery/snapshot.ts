import type { Copy } from "./copy.ts";
import { expiryOfStream } from "./retention.ts";
import type { Worker } from "./worker.ts";

/**
 * Writes a snapshot when the stream has grown enough since the last, and answers the copy without the ids that have left its list.
 * Those are in pages before the list is written without them; page k always holds the same ids, so writing it twice is harmless.
 */
async function writeSnapshot(worker: Worker, copy: Copy): Promise<Copy> {
  const { limits, kind } = worker;
  const { snapshots } = worker.ports;
  const lots = Math.max(0, Math.floor(copy.ids.length / limits.ids) - 1);
  for (let lot = 0; lot < lots; lot++) {
    const ids = copy.ids.slice(lot * limits.ids, (lot + 1) * limits.ids);
    const page = copy.paged / limits.ids + lot;
    const until = ids.at(-1)?.[1] ?? "";
    const expiry = expiryOfStream(worker, Date.parse(until));
    await snapshots.writePage(copy.stream, page, { ids: ids.map(([id]) => id), until, ...expiry });
  }
  const { stream, n, version, time, state } = copy;
  const ids = copy.ids.slice(lots * limits.ids);
  const paged = copy.paged + lots * limits.ids;
  const expiry = expiryOfStream(worker, Date.parse(time));
  await snapshots.write(stream, { n, version, time, definition: kind.definition, state, ids, paged, ...expiry });
  return { ...copy, ids, known: new Set(ids.map(([id]) => id)), paged, snapshotAt: n };
}

/** The copy to keep: a snapshot that cannot be written is logged and costs the next reader time, nothing else. */
export async function snapshotIfDue(worker: Worker, copy: Copy): Promise<Copy> {
  const { limits, kind, ports, consumer } = worker;
  if (kind.oneMessage || kind.latest || copy.n - copy.snapshotAt < limits.snapshotEvery || copy.claims.size > 0)
    return copy;
  try {
    return await writeSnapshot(worker, copy);
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
    return copy;
  }
}
