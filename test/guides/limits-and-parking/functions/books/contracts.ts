import * as z from "zod";
import { command, event } from "../../../../../functions/runtime/index.ts";

const accountId = z.string().min(1);
const entry = { accountId, entryId: z.string().min(1), cents: z.int(), currency: z.string().length(3) };
const month = z.string().regex(/^\d{4}-\d{2}$/);

export class PostEntry extends command("PostEntry", entry) {}
export class EntryPosted extends event("EntryPosted", { ...entry, euroCents: z.int() }) {}
export class CloseMonth extends command("CloseMonth", { accountId, month }) {}
export class MonthClosed extends event("MonthClosed", { accountId, month }) {}
export class SendStatement extends command("SendStatement", { accountId, to: z.email() }) {}
