import { encodeKey } from "./envelope.ts";
import type { Listed } from "./ports.ts";
import type { ProjectionDefinition } from "./projection.ts";
import type { Fact } from "./state.ts";

/** What the rows of a projection are kept under. */
export const modelOf = (system: string, { name }: Pick<ProjectionDefinition, "name">): string => `${system}/${name}`;

export const totalKey = (total: string): string => `total/${total}`;

interface Counted extends Fact {
  readonly type: string;
  readonly data: unknown;
}

/** The names of the totals an event counts in, each once; none if no fold takes it. */
export function totalsOf({ total, folds }: Pick<ProjectionDefinition, "total" | "folds">, event: Counted): string[] {
  if (!total || !folds[event.type]) return [];
  return [...new Set([total(event.data as never, event)].flat())];
}

/** The row that a reader asks for: of one stream by its key, of totals by the total's name. */
export const rowKey = ({ total }: Pick<ProjectionDefinition, "total">, key: string): string =>
  total ? totalKey(key) : key;

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
