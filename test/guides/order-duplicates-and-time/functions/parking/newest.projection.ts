import { totals } from "../../../../../functions/runtime/index.ts";
import { garage } from "./domain/garage.ts";

const initial = { visitId: "", time: "" };

export default totals("newest", { of: garage, total: () => "all", initial })({
  CarEntered: (row, { visitId }, { time }) =>
    time > row.time || (time === row.time && visitId > row.visitId) ? { visitId, time } : row,
});
