import { expect, test } from "vitest";
import { hasKey, noKeys, withKey } from "../../../functions/trading/domain/recent-keys.ts";
import {
  emptyTable,
  mapTable,
  type Table,
  valueAt,
  withoutKey,
  withValue,
} from "../../../functions/trading/domain/table.ts";

const KEYS = ["constructor", "__proto__", "", "ann 1", ...Array.from({ length: 2_000 }, (_, i) => `key-${i}`)];

test("a table keeps, replaces, maps and drops any key, and an older one is not changed", () => {
  const full = KEYS.reduce<Table<number>>((table, key, i) => withValue(table, key, i), emptyTable);
  expect(KEYS.map((key) => valueAt(full, key))).toEqual(KEYS.map((_, i) => i));
  expect(valueAt(full, "toString")).toBeUndefined();
  const other = withoutKey(withValue(full, "ann 1", -1), "__proto__");
  expect([valueAt(other, "ann 1"), valueAt(other, "__proto__")]).toEqual([-1, undefined]);
  expect([valueAt(full, "ann 1"), valueAt(full, "__proto__")]).toEqual([3, 1]);
  const even = mapTable(full, (value) => (value % 2 === 0 ? value * 10 : undefined));
  expect([valueAt(even, "constructor"), valueAt(even, "__proto__"), valueAt(even, "")]).toEqual([0, undefined, 20]);
});

test("used keys are known for 2,500 others at least, and forgotten after 5,000 at most", () => {
  const used = (count: number) =>
    Array.from({ length: count }, (_, i) => `n-${i}`).reduce(withKey, withKey(noKeys, "first"));
  expect([hasKey(used(0), "first"), hasKey(used(0), "second")]).toEqual([true, false]);
  expect([hasKey(used(4_999), "first"), hasKey(used(5_000), "first")]).toEqual([true, false]);
  expect(hasKey(used(5_000), "n-2500")).toBe(true);
  expect(withKey(used(3), "n-1").count).toBe(4);
});
