import { handle } from "../../../../../functions/runtime/index.ts";
import { ReportWind, StormSighted, WindReported } from "./contracts.ts";
import { hour } from "./domain/hour.ts";

const STORM = 75;

export default handle(ReportWind, { state: hour, emits: [WindReported, StormSighted] }, ({ data }, { strongest }) =>
  data.wind >= STORM && strongest < STORM ? [new WindReported(data), new StormSighted(data)] : new WindReported(data),
);
