import { on } from "../../../../../functions/runtime/index.ts";
import { EntryMade, WindReported } from "./contracts.ts";
import { logbook } from "./domain/logbook.ts";

export default on(
  WindReported,
  { state: logbook, queue: "logbook", emits: [EntryMade] },
  ({ data: { station, wind } }, { entries }) =>
    new EntryMade({ station, text: `${entries + 1}. wind of ${wind} km/h` }),
);
