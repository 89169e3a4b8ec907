import { on } from "../../../../../functions/runtime/index.ts";
import { EntryMade, StormSighted } from "./contracts.ts";
import { logbook } from "./domain/logbook.ts";

export default on(
  StormSighted,
  { state: logbook, queue: "logbook", emits: [EntryMade] },
  ({ data: { station } }, { entries }) => new EntryMade({ station, text: `${entries + 1}. storm` }),
);
