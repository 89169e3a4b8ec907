import type { Envelope } from "../envelope.ts";
import type { Ports } from "../ports.ts";
import type { Copy } from "./copy.ts";
import type { Limits } from "./limits.ts";

/**
 * Tells whether the stream has answered this message: from the list, and, only for a message that can be older than the list,
 * from the pages of ids that left it, newest first.
 */
export async function isAnswered(copy: Copy, { id, born }: Envelope, ports: Ports, limits: Limits): Promise<boolean> {
  if (copy.known.has(id)) return true;
  const oldest = copy.ids[0]?.[1];
  if (copy.paged === 0 || oldest === undefined) return false;
  const earliest = Date.parse(born) - limits.clockMargin;
  if (earliest > Date.parse(oldest)) return false;
  for (let page = Math.floor(copy.paged / limits.ids) - 1; page >= 0; page--) {
    const content = await ports.snapshots.readPage(copy.stream, page);
    if (!content) throw new Error(`page ${page} of the ids of ${copy.stream} is missing`);
    if (content.ids.includes(id)) return true;
    if (Date.parse(content.until) < earliest) return false;
  }
  return false;
}
