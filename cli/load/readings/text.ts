import type { Colors } from "picocolors/types.js";
import { counted } from "../../status/verdict.ts";
import { table } from "../../table.ts";
import { badLines, layoutLines } from "../layout-lines.ts";
import type { Report } from "./report.ts";

const SHOWN = 20;

const more = (all: readonly unknown[], what: string): string[] =>
  all.length > SHOWN ? [`and ${all.length - SHOWN} more ${what}`] : [];

const rounded = (value: number): string => String(Math.round(value * 1_000) / 1_000);

/** What was found in a readings file, for a person. */
export function textOf(report: Report, colors: Colors): string {
  const { devices, metrics, readings, span, oddities } = report;
  const metricCells = metrics.map((each) => [
    each.metric,
    String(each.readings),
    rounded(each.lowest),
    rounded(each.mean),
    rounded(each.highest),
  ]);
  const deviceCells = devices.map((each) => [each.device, String(each.readings), each.from, each.to]);
  return [
    ...layoutLines(report),
    "",
    `${counted(readings, "reading")}, ${span.from} to ${span.to}`,
    "",
    ...table(["METRIC", "READINGS", "LOWEST", "MEAN", "HIGHEST"], metricCells.slice(0, SHOWN), colors.bold, []),
    ...more(metrics, "metrics"),
    "",
    ...table(["DEVICE", "READINGS", "FROM", "TO"], deviceCells.slice(0, SHOWN), colors.bold, []),
    ...more(devices, "devices"),
    "",
    oddities.disordered > 0
      ? `note: ${counted(oddities.disordered, "reading is", "readings are")} older than the one before`
      : "nothing odd",
    ...badLines(report.badRows),
  ].join("\n");
}
