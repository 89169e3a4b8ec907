import type { Colors } from "picocolors/types.js";
import { counted } from "../../status/verdict.ts";
import { table } from "../../table.ts";
import { duration } from "../duration.ts";
import { badLines, layoutLines } from "../layout-lines.ts";
import type { Report } from "./report.ts";

const INSTRUMENTS_SHOWN = 20;

function oddities({
  oddities: { disordered, repeated, gaps, usualStepMs, longestStep },
  instruments,
}: Report): string[] {
  const rounded = instruments.filter((each) => each.rounded).map(({ instrument }) => instrument);
  return [
    ...(disordered > 0
      ? [`${counted(disordered, "row is", "rows are")} older than the one before; all are sorted first`]
      : []),
    ...(repeated > 0 ? [`${counted(repeated, "row has", "rows have")} the time of the one before`] : []),
    ...(gaps > 0 && longestStep
      ? [
          `gaps of more than five steps of ${duration(usualStepMs)}: ${gaps}; ` +
            `the longest, ${duration(longestStep.ms)}, is after ${longestStep.after} of ${longestStep.instrument}`,
        ]
      : []),
    ...(rounded.length > 0 ? [`rounded, as they have more decimals than fit: ${rounded.slice(0, 10).join(", ")}`] : []),
  ];
}

/** What was found in a price file, for a person. */
export function textOf(report: Report, colors: Colors): string {
  const { instruments, span, rows } = report;
  const shown = instruments.slice(0, INSTRUMENTS_SHOWN);
  const cells = shown.map((each) => [each.instrument, String(each.rows), each.from, each.to, String(each.decimals)]);
  const odd = oddities(report);
  return [
    ...layoutLines(report),
    "",
    `${counted(rows, report.prices === "bars" ? "bar" : "price")} of interval ${report.interval}, ${span.from} to ${span.to}`,
    "",
    ...table(["INSTRUMENT", "ROWS", "FROM", "TO", "DECIMALS"], cells, colors.bold, []),
    ...(instruments.length > shown.length ? [`and ${instruments.length - shown.length} more instruments`] : []),
    "",
    ...(odd.length > 0 ? odd.map((line) => `note: ${line}`) : ["nothing odd"]),
    ...badLines(report.badRows),
  ].join("\n");
}
