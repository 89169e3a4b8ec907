import { handle } from "../runtime/index.ts";
import { GetQuote, Quote } from "./contracts.ts";
import { book, requireListed } from "./domain/book.ts";

export default handle(GetQuote, { state: book, replies: Quote }, ({ data: { instrumentId } }, current) => {
  const { bids, asks, last, halted } = requireListed(current);
  return new Quote({ instrumentId, bid: bids[0]?.price, ask: asks[0]?.price, last: last ?? undefined, halted });
});
