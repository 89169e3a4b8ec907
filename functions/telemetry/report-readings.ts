import { handle } from "../runtime/index.ts";
import { MetricUpdated, ReadingsReported, ReportReadings } from "./contracts.ts";
import { readings, report } from "./domain/readings.ts";

/** One stream per device and hour: a report that says nothing new changes nothing. */
export default handle(
  ReportReadings,
  { state: readings, emits: [ReadingsReported, MetricUpdated] },
  ({ data, now }, current) => report(current, data, now),
);
