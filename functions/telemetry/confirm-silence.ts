import { handle } from "../runtime/index.ts";
import { ConfirmSilence, NothingReported } from "./contracts.ts";
import { readings } from "./domain/readings.ts";

/** What has been taken since will be judged, and judging it sends the next check. */
export default handle(
  ConfirmSilence,
  { state: readings, emits: [NothingReported], hopLimit: 1_100 },
  ({ data }, { taken }) => (taken > data.since ? [] : new NothingReported(data)),
);
