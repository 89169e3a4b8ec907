import { cancel, handle } from "../../../../../functions/runtime/index.ts";
import { BookReturned, ChargeFee, RemindReader, ReturnBook } from "./contracts.ts";
import { book } from "./domain/book.ts";

export default handle(
  ReturnBook,
  { state: book, emits: [BookReturned], sends: [RemindReader, ChargeFee] },
  ({ data }, { loanId }) =>
    loanId === data.loanId
      ? [
          new BookReturned(data),
          cancel(new RemindReader(data), `remind ${loanId}`),
          cancel(new ChargeFee(data), `charge ${loanId}`),
        ]
      : [],
);
