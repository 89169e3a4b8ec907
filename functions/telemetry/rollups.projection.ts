import { totals } from "../runtime/index.ts";
import { readings } from "./domain/readings.ts";
import { counted, keptFor, mergedRows, partsOf, type RollupRow, rowsOf } from "./domain/rollup.ts";

const initial: RollupRow = {};

/** Every reading per minute, hour and day, of its device and of its fleet. */
export default totals("rollups", {
  of: readings,
  total: (data) => ("readings" in data ? rowsOf(data.deviceId, data.fleetId, data.readings) : []),
  keptFor,
  initial,
  spread: partsOf,
  merge: mergedRows,
})({
  ReadingsReported: (row, { readings }, { total }) => counted(row, total, readings),
});
