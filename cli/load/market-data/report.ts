import type { Badness } from "../csv/bad-rows.ts";
import { namesOf, type Table, unusedOf } from "../csv/table.ts";
import type { Layout } from "./layout.ts";
import type { Plan } from "./plan.ts";
import { gapsOf, usualStep } from "./steps.ts";
import type { Survey } from "./survey.ts";

const iso = (at: number): string => new Date(at).toISOString();

const spanOf = (survey: Survey) => {
  const all = [...survey.instruments.values()];
  return { from: iso(Math.min(...all.map(({ first }) => first))), to: iso(Math.max(...all.map(({ last }) => last))) };
};

/** What was found in a price file, as data. */
export function reportOf(table: Table, layout: Layout, survey: Survey, plan: Plan, { count, shown }: Badness) {
  const { longest } = survey.steps;
  const { format, example, because } = layout.times.dates;
  return {
    file: table.path,
    separator: table.separator,
    columns: namesOf(table, layout.columns),
    unused: unusedOf(table, Object.values(layout.columns)),
    dates: { format, example, ...(because !== undefined && { because }), timeZone: layout.times.zone },
    decimalMark: layout.mark,
    prices: layout.bars ? "bars" : "one price a row",
    interval: plan.interval,
    rows: survey.rows,
    span: spanOf(survey),
    instruments: [...survey.instruments].map(([instrument, { count: rows, first, last, decimals }]) => {
      const used = plan.decimals.get(instrument) ?? 0;
      return { instrument, rows, from: iso(first), to: iso(last), decimals: used, rounded: decimals > used };
    }),
    oddities: {
      disordered: survey.disordered,
      repeated: survey.repeated,
      usualStepMs: usualStep(survey.steps),
      gaps: gapsOf(survey.steps),
      ...(longest.length > 0 && {
        longestStep: { ms: longest.length, after: iso(longest.after), instrument: longest.instrument },
      }),
    },
    badRows: { count, shown },
  };
}

export type Report = ReturnType<typeof reportOf>;
