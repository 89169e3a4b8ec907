import { counted } from "../status/verdict.ts";
import type { BadRow } from "./csv/bad-rows.ts";

const SEPARATED: Readonly<Record<string, string>> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };

interface Layouted {
  readonly file: string;
  readonly separator: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly unused: readonly string[];
  /** Column by metric. */
  readonly metricColumns?: Readonly<Record<string, string>>;
  readonly dates: {
    readonly format: string;
    readonly example: string;
    readonly because?: string;
    readonly timeZone: string;
  };
}

/** How a file is read, line by line. */
export function layoutLines({ file, separator, columns, metricColumns = {}, unused, dates }: Layouted): string[] {
  const metrics = Object.entries(metricColumns).map(([metric, name]) =>
    metric === name ? name : `${metric} (${name})`,
  );
  const guess = dates.because === undefined ? "" : `, ${dates.because}`;
  return [
    `${file}, separated by ${SEPARATED[separator] ?? separator}`,
    ...Object.entries(columns).map(([role, name]) => `  ${role.padEnd(8)} ${name}`),
    ...(metrics.length > 0 ? [`  metrics  ${metrics.join(", ")}`] : []),
    ...(unused.length > 0 ? [`  unused   ${unused.join(", ")}`] : []),
    `  dates    ${dates.format}, as ${JSON.stringify(dates.example)}, time zone ${dates.timeZone}${guess}`,
  ];
}

export const badLines = ({ count, shown }: { readonly count: number; readonly shown: readonly BadRow[] }): string[] =>
  count === 0
    ? []
    : [
        `${counted(count, "bad row")}, left out:`,
        ...shown.map(({ line, reason }) => `  line ${line}: ${reason}`),
        ...(count > shown.length ? [`  and ${count - shown.length} more`] : []),
      ];
