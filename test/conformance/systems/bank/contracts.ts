import * as z from "zod";
import { command, event } from "../../../../functions/runtime/index.ts";

const accountId = z.string();
const ref = z.string();
const amount = z.number().int();
/** How the message behaves: most are fine, some are poison of one kind. */
const mood = z.enum(["fine", "terminal", "throws", "nonsense", "kills", "later"]).default("fine");

/** `after`: a deposit that must have been made; its absence is taken for a fault that no retry mends. */
export class Deposit extends command("Deposit", { accountId, ref, amount, mood, after: ref.optional() }) {}
export class Withdraw extends command("Withdraw", { accountId, ref, amount }) {}
export class Debit extends command("Debit", { accountId, transferId: ref, amount }) {}
export class Credit extends command("Credit", { accountId, transferId: ref, amount }) {}
export class RequestTransfer extends command("RequestTransfer", {
  transferId: ref,
  from: accountId,
  to: accountId,
  amount,
}) {}
export class Wire extends command("Wire", { accountId, ref }) {}
export class Cash extends command("Cash", { ref, accountId, amount }) {}
export class Notify extends command("Notify", { ref }) {}

export class Deposited extends event("Deposited", { accountId, ref, amount }) {}
/** `moves`: how many facts the handler had folded, for the audit. */
export class Withdrawn extends event("Withdrawn", { accountId, ref, amount, moves: z.number() }) {}
export class Debited extends event("Debited", { accountId, transferId: ref, amount }) {}
export class Credited extends event("Credited", { accountId, transferId: ref, amount }) {}
export class TransferRequested extends event("TransferRequested", {
  transferId: ref,
  from: accountId,
  to: accountId,
  amount,
}) {}
export class Wired extends event("Wired", { accountId, ref, receipt: z.string() }) {}
export class FeeCharged extends event("FeeCharged", { accountId, ref, charge: z.string() }) {}
