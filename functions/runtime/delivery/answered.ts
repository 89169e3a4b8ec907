import type { Envelope } from "../envelope.ts";
import type { Copy, Page } from "./copy.ts";
import type { Worker } from "./worker.ts";

const PAGES_KEPT = 100;

/** Of a stream that is not kept for ever: older than any message that may still be answered. */
const GONE: Page = { ids: new Set(), until: Number.NEGATIVE_INFINITY };

async function pageOf({ pages, ports, kind }: Worker, stream: string, number: number): Promise<Page> {
  const key = `${stream}#${number}`;
  const kept = pages.get(key);
  if (kept) return kept;
  const read = await ports.snapshots.readPage(stream, number);
  if (!read && kind.keptFor !== undefined) return GONE;
  if (!read) throw new Error(`page ${number} of the ids of ${stream} is missing`);
  const page = { ids: new Set(read.ids), until: Date.parse(read.until) };
  pages.set(key, page);
  if (pages.size > PAGES_KEPT) pages.delete(pages.keys().next().value as string);
  return page;
}

/**
 * Tells whether the stream has answered this message: from the list, and, only for a message that can be older than the list,
 * from the pages of ids that left it, newest first.
 */
export async function isAnswered(worker: Worker, copy: Copy, { id, born }: Envelope): Promise<boolean> {
  const { limits } = worker;
  if (copy.known.has(id)) return true;
  const oldest = copy.ids[0]?.[1];
  if (copy.paged === 0 || oldest === undefined) return false;
  const earliest = Date.parse(born) - limits.clockMargin;
  if (earliest > Date.parse(oldest)) return false;
  for (let page = Math.floor(copy.paged / limits.ids) - 1; page >= 0; page--) {
    const content = await pageOf(worker, copy.stream, page);
    if (content.ids.has(id)) return true;
    if (content.until < earliest) return false;
  }
  return false;
}
