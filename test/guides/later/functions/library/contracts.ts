import * as z from "zod";
import { command, event } from "../../../../../functions/runtime/index.ts";

const DAY = 24 * 3_600_000;

const bookId = z.string().min(1);
const reader = z.string().min(1);
const loan = { bookId, loanId: z.string().min(1), reader };

export class LendBook extends command("LendBook", { ...loan, until: z.iso.datetime() }) {}
export class ReturnBook extends command("ReturnBook", loan) {}
export class BookLent extends event("BookLent", { ...loan, until: z.iso.datetime() }) {}
export class BookReturned extends event("BookReturned", loan) {}

/** Reminds of a loan that ends in a day: later than that it would be beside the point. */
export class RemindReader extends command("RemindReader", loan, { expiresAfter: DAY }) {}
export class ChargeFee extends command("ChargeFee", loan) {}
export class FeeCharged extends event("FeeCharged", loan) {}
