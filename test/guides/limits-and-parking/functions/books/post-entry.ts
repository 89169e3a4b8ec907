import { handle } from "../../../../../functions/runtime/index.ts";
import { EntryPosted, PostEntry } from "./contracts.ts";
import { account } from "./domain/account.ts";
import { exchange } from "./needs.ts";

export default handle(
  PostEntry,
  {
    state: account,
    needs: { exchange },
    attempt: ({ entries }) => entries.length,
    emits: [EntryPosted],
    retry: { exhausted: "park" },
  },
  async ({ data }, _, { exchange }) =>
    new EntryPosted({ ...data, euroCents: Math.round(data.cents * (await exchange(data.currency))) }),
);
