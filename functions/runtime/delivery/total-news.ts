import { encodeKey } from "../envelope.ts";
import type { Row } from "../ports.ts";
import type { ProjectionDefinition } from "../projection.ts";
import { totalsOf } from "../rows.ts";
import { type PlacedEvent, placedEvent } from "./facts.ts";
import { isKnown } from "./fold-row.ts";
import type { Item } from "./item.ts";
import { following, projectionOf } from "./project.ts";
import { isTooOld } from "./retention.ts";
import type { Try } from "./total-try.ts";
import type { Worker } from "./worker.ts";

/** Rows of one transaction: at most 100 items, streams and totals together. */
export const TRANSACTION_ITEMS = 100;

/** What a stream has that its totals have not. */
export interface News {
  readonly stream: string;
  readonly position: Row;
  readonly events: readonly PlacedEvent[];
}

export const positionKey = (stream: string): string => `position/${encodeKey(stream)}`;

/** The totals that the received events name; what a gap in the journal names besides is read later. */
function foreseen(definition: ProjectionDefinition, items: readonly Item[]): string[] {
  const events = items.map(placedEvent).filter((event) => isKnown(definition, event));
  return [...new Set(events.flatMap((event) => totalsOf(definition, event)))];
}

/** Facts outlive their time by as long as the table takes: those that a position which has gone told of must not count again. */
const uncounted = (worker: Worker, events: readonly PlacedEvent[]): PlacedEvent[] =>
  events.filter(({ time }) => !isTooOld(worker, Date.parse(time)));

/** What follows on the positions of the streams in a batch; one call reads them, and the totals as far as they can be foreseen. */
export async function newsOf(worker: Worker, items: readonly Item[], { read, keyOf }: Try): Promise<News[]> {
  const byStream = Map.groupBy(items, ({ envelope }) => envelope.stream ?? "");
  const positions = [...byStream.keys()].map(positionKey);
  const totals = foreseen(projectionOf(worker), items).map(keyOf);
  const rows = await read([...positions, ...totals].slice(0, TRANSACTION_ITEMS));
  const news = await Promise.all(
    [...byStream].map(async ([stream, own]) => {
      const stored = rows.get(positionKey(stream));
      const position = stored ?? { row: null, version: 0, n: 0 };
      const events = await following(worker, stream, own, position);
      return { stream, position, events: stored ? events : uncounted(worker, events) };
    }),
  );
  return news.filter(({ events }) => events.length > 0);
}

/** Of each stream the first events that fit into one transaction, with their totals and its position; a long gap is closed in several. */
export function fitting(
  definition: ProjectionDefinition,
  news: readonly News[],
  { keyOf }: Try,
): { news: News[]; whole: boolean } {
  const taken = new Set<string>();
  const fits = (stream: string, event: PlacedEvent): boolean => {
    const rows = [positionKey(stream), ...totalsOf(definition, event).map(keyOf)].filter((row) => !taken.has(row));
    if (taken.size + rows.length > TRANSACTION_ITEMS) return false;
    for (const row of rows) taken.add(row);
    return true;
  };
  const cut = news.map(({ stream, events, ...own }) => {
    const end = events.findIndex((event) => !fits(stream, event));
    return { ...own, stream, events: end < 0 ? events : events.slice(0, end) };
  });
  const whole = cut.every(({ events }, i) => events.length === news[i]?.events.length);
  return { news: cut.filter(({ events }) => events.length > 0), whole };
}
