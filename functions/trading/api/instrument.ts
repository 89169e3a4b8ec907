import { type EdgeContext, find, type Place, problem } from "../../runtime/edge/index.ts";
import bookDepth, { type BookDepth } from "../book-depth.projection.ts";

/** Where what is done to an instrument's book is seen. */
export const bookOf = (instrumentId: string, ids: Place["ids"] = {}): Place => ({
  location: `/instruments/${encodeURIComponent(instrumentId)}/book`,
  ids: { instrumentId, ...ids },
});

/** What is told once, when an instrument is listed. */
export type Terms = Pick<BookDepth, "currency" | "decimals" | "closesAt">;

const MOST_REMEMBERED = 10_000;
/** By face: a full book is much to read for three words that never change. */
const remembered = new WeakMap<object, Map<string, Terms>>();

function memoryOf({ var: { edge } }: EdgeContext): Map<string, Terms> {
  const memory = remembered.get(edge) ?? new Map<string, Terms>();
  remembered.set(edge, memory);
  if (memory.size >= MOST_REMEMBERED) memory.clear();
  return memory;
}

/** The instrument's terms. Throws the problem `instrument-unknown`. */
export async function instrumentOf(c: EdgeContext, instrumentId: string): Promise<Terms> {
  const memory = memoryOf(c);
  const terms = memory.get(instrumentId) ?? (await find(c, bookDepth, instrumentId))?.row;
  if (!terms)
    throw problem(404, "instrument-unknown", "There is no such instrument", {
      detail: "POST /instruments lists one; a moment later its book is open.",
    });
  const { currency, decimals, closesAt } = terms;
  memory.set(instrumentId, { currency, decimals, closesAt });
  return terms;
}
