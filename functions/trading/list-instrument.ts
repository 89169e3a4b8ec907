import { handle, Rejected } from "../runtime/index.ts";
import { InstrumentListed, ListInstrument } from "./contracts.ts";
import { book } from "./domain/book.ts";

/** Terms stand once they are given: trades, limits and settlement were decided by them. */
export default handle(ListInstrument, { state: book, emits: [InstrumentListed] }, ({ data }, { listing }) => {
  if (!listing) return new InstrumentListed(data);
  if (JSON.stringify(listing) === JSON.stringify(data)) return [];
  throw new Rejected("already-listed", "the instrument is listed on other terms", { help: "list another instrument" });
});
