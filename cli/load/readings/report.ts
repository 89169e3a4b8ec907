import type { Badness } from "../csv/bad-rows.ts";
import { namesOf, type Table, unusedOf } from "../csv/table.ts";
import type { Layout } from "./layout.ts";
import type { Survey } from "./survey.ts";

const iso = (at: number): string => new Date(at).toISOString();

const spanOf = (survey: Survey) => {
  const all = [...survey.devices.values()];
  return { from: iso(Math.min(...all.map(({ first }) => first))), to: iso(Math.max(...all.map(({ last }) => last))) };
};

/** What was found in a readings file, as data. */
export function reportOf(table: Table, layout: Layout, survey: Survey, { count, shown }: Badness) {
  const { format, example, because } = layout.times.dates;
  return {
    file: table.path,
    separator: table.separator,
    columns: namesOf(table, layout.columns),
    metricColumns: Object.fromEntries(
      [...layout.wide].map(([column, metric]) => [metric, table.columns[column] ?? ""]),
    ),
    unused: unusedOf(table, [...Object.values(layout.columns), ...layout.wide.keys()]),
    dates: { format, example, ...(because !== undefined && { because }), timeZone: layout.times.zone },
    decimalMark: layout.mark,
    readings: survey.readings,
    span: spanOf(survey),
    devices: [...survey.devices].map(([device, { count: readings, first, last }]) => {
      return { device, readings, from: iso(first), to: iso(last) };
    }),
    metrics: [...survey.metrics].map(([metric, { count: readings, lowest, highest, sum }]) => {
      return { metric, readings, lowest, highest, mean: sum / readings };
    }),
    oddities: { disordered: survey.disordered },
    badRows: { count, shown },
  };
}

export type Report = ReturnType<typeof reportOf>;
