import { on } from "../../../../../functions/runtime/index.ts";
import { TurnSign, WindReported } from "./contracts.ts";

export default on(
  WindReported,
  { latest: true, sends: [TurnSign] },
  ({ data: { station, wind } }) => new TurnSign({ station, wind }),
);
