import { projection } from "../runtime/index.ts";
import { book } from "./domain/book.ts";

/** What an instrument's terms say to whoever sends it something: it stays small however full the book is. */
export interface Instrument {
  readonly currency: string;
  readonly decimals: number;
  /** When day orders end, UTC. */
  readonly closesAt: string;
}

const initial: Instrument = { currency: "", decimals: 0, closesAt: "" };

export default projection("instruments", { of: book, initial })({
  InstrumentListed: (_, { currency, decimals, closesAt }) => ({ currency, decimals, closesAt }),
});
