import { state } from "../../../../../../functions/runtime/index.ts";
import { BookLent, BookReturned } from "../contracts.ts";

interface Book {
  /** The loan that it is out on. */
  readonly loanId?: string;
  readonly ended: readonly string[];
}

const initial: Book = { ended: [] };

export const book = state("book", { key: "bookId", from: [BookLent, BookReturned], initial })({
  BookLent: ({ ended }, { loanId }) => ({ loanId, ended }),
  BookReturned: ({ ended }, { loanId }) => ({ ended: [...ended, loanId] }),
});
