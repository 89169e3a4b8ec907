import { type EdgeContext, find, type Place, problem } from "../../runtime/edge/index.ts";
import bookDepth from "../book-depth.projection.ts";
import instruments, { type Instrument } from "../instruments.projection.ts";

/** Where what is done to an instrument's book is seen. */
export const bookOf = (instrumentId: string, ids: Place["ids"] = {}): Place => ({
  location: `/instruments/${encodeURIComponent(instrumentId)}/book`,
  ids: { instrumentId, ...ids },
});

/** The instrument's terms; whoever has just seen its book finds them there. Throws the problem `instrument-unknown`. */
export async function instrumentOf(c: EdgeContext, instrumentId: string): Promise<Instrument> {
  const found = (await find(c, instruments, instrumentId)) ?? (await find(c, bookDepth, instrumentId));
  if (found) return found.row;
  throw problem(404, "instrument-unknown", "There is no such instrument", {
    detail: "POST /instruments lists one; a moment later its book is open.",
  });
}
