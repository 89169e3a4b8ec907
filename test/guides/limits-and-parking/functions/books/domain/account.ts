import { state } from "../../../../../../functions/runtime/index.ts";
import { EntryPosted } from "../contracts.ts";

interface Account {
  readonly entries: readonly string[];
  readonly euroCents: number;
}

const initial: Account = { entries: [], euroCents: 0 };

export const account = state("account", { key: "accountId", from: [EntryPosted], initial })({
  EntryPosted: ({ entries, euroCents }, data) => ({
    entries: [...entries, data.entryId],
    euroCents: euroCents + data.euroCents,
  }),
});
