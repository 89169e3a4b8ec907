import { state } from "../../../../../../functions/runtime/index.ts";
import { EntryMade } from "../contracts.ts";

export const logbook = state("logbook", { key: "station", from: [EntryMade], initial: { entries: 0 } })({
  EntryMade: ({ entries }) => ({ entries: entries + 1 }),
});
