import { expect, it } from "vitest";
import { badness } from "../../cli/load/csv/bad-rows.ts";
import { openTable, type Table } from "../../cli/load/csv/table.ts";
import { type Layout, layoutOf } from "../../cli/load/market-data/layout.ts";
import { postedOf } from "../../cli/load/market-data/plan.ts";
import { pricesIn } from "../../cli/load/market-data/survey.ts";
import { filesFolder } from "./load/folder.ts";
import { generated } from "./load/generated.ts";

const files = filesFolder();
const TOLD = { "month first": "mdy", "day first": "dmy" } as const;

/** As a person would: told more where the loader asks for it. */
function understood(table: Table, timeZone: string, style: string): { layout: Layout; asked: boolean } {
  try {
    return { layout: layoutOf(table, { timeZone }), asked: false };
  } catch (error) {
    expect((error as { help: string }).help).toBe("Say it: --date-format dmy or --date-format mdy.");
    return { layout: layoutOf(table, { timeZone, dateFormat: TOLD[style as keyof typeof TOLD] }), asked: true };
  }
}

it("loads each of 200 generated files with the right values, or names line and reason", async () => {
  const count = { bad: 0, asked: 0 };
  for (let seed = 1; seed <= 200; seed++) {
    const { bytes, dialect, expected, bad } = generated(seed);
    const about = `seed ${seed}: ${JSON.stringify(dialect)}`;
    const table = await openTable(files.write(bytes));
    const { layout, asked } = understood(table, dialect.zone, dialect.style);
    const badRows = badness("skip");
    const found: unknown[] = [];
    for await (const price of pricesIn(table, layout, badRows)) {
      const { at, open, high, low, close, volume } = postedOf(price, 2, "1d");
      found.push({ instrument: price.instrument, at, prices: [open, high, low, close], volume });
    }
    expect(found, about).toEqual(expected);
    const matching = bad.map(({ line, reason }) => ({ line, reason: expect.stringMatching(reason) }));
    expect(badRows.shown, about).toEqual(matching);
    count.bad += bad.length;
    if (asked) count.asked++;
  }
  expect(count.bad).toBeGreaterThan(100);
  expect(count.asked).toBeGreaterThan(0);
  expect(count.asked).toBeLessThan(20);
});
