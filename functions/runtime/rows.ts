import { encodeKey } from "./envelope.ts";
import type { Listed } from "./ports.ts";
import type { ProjectionDefinition } from "./projection.ts";
import { assertSpread } from "./projection-options.ts";
import type { Fact } from "./state.ts";

/** What the rows of a projection are kept under. */
export const modelOf = (system: string, { name }: Pick<ProjectionDefinition, "name">): string => `${system}/${name}`;

/** What a part of a total is kept under; the first as a total that is not spread, so that what it holds still counts once it is. */
export const partKey = (total: string, part: number): string =>
  part === 0 ? `total/${total}` : `part/${part}/${total}`;

/** In how many parts a total is kept; throws `bad-spread`. */
export function partsOf({ name, spread = 1 }: Pick<ProjectionDefinition, "name" | "spread">, total: string): number {
  const parts = typeof spread === "function" ? spread(total) : spread;
  assertSpread(name, parts);
  return parts;
}

interface Counted extends Fact {
  readonly type: string;
  readonly data: unknown;
}

/** The names of the totals an event counts in, each once; none if no fold takes it. */
export function totalsOf({ total, folds }: Pick<ProjectionDefinition, "total" | "folds">, event: Counted): string[] {
  if (!total || !folds[event.type]) return [];
  return [...new Set([total(event.data as never, event)].flat())];
}

/** What holds the row that a reader asks for: of one stream by its key, of totals by the total's name, in all its parts. */
export const rowKeys = (projection: Pick<ProjectionDefinition, "name" | "spread" | "total">, key: string): string[] =>
  projection.total ? Array.from({ length: partsOf(projection, key) }, (_, part) => partKey(key, part)) : [key];

/** When a row written now may go, epoch seconds; `key` is that of its stream, or the name of its total. */
export function rowExpiry({ keptFor }: ProjectionDefinition, key: string, now: number): { expires?: number } {
  const kept = typeof keptFor === "function" ? keptFor(key) : keptFor;
  return kept === undefined ? {} : { expires: Math.ceil((now + kept) / 1_000) };
}

/** Where a row is listed; its key makes the place unique. */
export function listedAs({ listed }: ProjectionDefinition, key: string, row: unknown): Listed | undefined {
  const list = listed?.in(row);
  return listed && list !== undefined ? { list, place: `${listed.by(row)} ${encodeKey(key)}` } : undefined;
}
