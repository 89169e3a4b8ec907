import { totals } from "../../../../../functions/runtime/index.ts";
import { hour } from "./domain/hour.ts";

const DAY = 24 * 3_600_000;

export default totals("strongest-wind", {
  of: hour,
  total: ({ span, station }) => [`hour ${span}`, `station ${station}`, "everywhere"],
  keptFor: (total) => (total.startsWith("hour ") ? 90 * DAY : undefined),
  initial: { wind: 0, reports: 0 },
})({
  WindReported: (row, { wind }) => ({ wind: Math.max(row.wind, wind), reports: row.reports + 1 }),
});
