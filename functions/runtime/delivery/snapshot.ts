import type { Ports } from "../ports.ts";
import type { Copy } from "./copy.ts";
import type { Limits } from "./limits.ts";

/**
 * Writes a snapshot when the stream has grown enough. Ids that leave the list are in pages before the list is written without them;
 * page k always holds the same ids, so writing it twice is harmless. A failure costs the next reader time, nothing else.
 */
export async function snapshotIfDue(
  before: number,
  copy: Copy,
  definition: number,
  ports: Ports,
  limits: Limits,
): Promise<void> {
  if (Math.floor(before / limits.snapshotEvery) === Math.floor(copy.n / limits.snapshotEvery)) return;
  if (copy.claims.size > 0) return;
  const full = Math.max(0, Math.floor(copy.ids.length / limits.ids) - 1);
  for (let lot = 0; lot < full; lot++) {
    const ids = copy.ids.slice(lot * limits.ids, (lot + 1) * limits.ids);
    const page = copy.paged / limits.ids + lot;
    await ports.snapshots.writePage(copy.stream, page, { ids: ids.map(([id]) => id), until: ids.at(-1)?.[1] ?? "" });
  }
  const { n, version, time, state } = copy;
  const ids = copy.ids.slice(full * limits.ids);
  const paged = copy.paged + full * limits.ids;
  await ports.snapshots.write(copy.stream, { n, version, time, definition, state, ids, paged });
}
