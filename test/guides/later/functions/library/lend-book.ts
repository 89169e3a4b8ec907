import { handle, later, Rejected } from "../../../../../functions/runtime/index.ts";
import { BookLent, ChargeFee, LendBook, RemindReader } from "./contracts.ts";
import { book } from "./domain/book.ts";

const DAY = 24 * 3_600_000;

const dayBefore = (time: string): string => new Date(Date.parse(time) - DAY).toISOString();

export default handle(
  LendBook,
  { state: book, emits: [BookLent], sends: [RemindReader, ChargeFee] },
  ({ data: { until, ...loan } }, { loanId, ended }) => {
    if (loanId === loan.loanId || ended.includes(loan.loanId)) return [];
    if (loanId) throw new Rejected("lent-already", "somebody else has the book", { help: "wait until it is back" });
    return [
      new BookLent({ ...loan, until }),
      later(new RemindReader(loan), { at: dayBefore(until) }, `remind ${loan.loanId}`),
      later(new ChargeFee(loan), { at: until }, `charge ${loan.loanId}`),
    ];
  },
);
