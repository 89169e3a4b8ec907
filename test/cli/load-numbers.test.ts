import { describe, expect, it } from "vitest";
import { decimalsOf, guessMark, inUnits, plainNumber } from "../../cli/load/csv/numbers.ts";
import { guessSeparator } from "../../cli/load/csv/separator.ts";
import { decimalsFor } from "../../cli/load/market-data/plan.ts";
import { metricName } from "../../cli/load/readings/metric-name.ts";

describe("a number is read", () => {
  it.each([
    ["1469.250000", ".", "1469.250000"],
    ["$1,469.25", ".", "1469.25"],
    ["1'469.25", ".", "1469.25"],
    ["1.469,25 €", ",", "1469.25"],
    ["-0,5", ",", "-0.5"],
    ["1e-5", ".", "1e-5"],
  ] as const)("%s with %s", (cell, mark, plain) => {
    expect(plainNumber(cell, mark)).toBe(plain);
  });

  it.each([
    ["1,2,3", "."],
    ["1.25", ","],
    ["12a", "."],
    ["", "."],
    ["1,25", "."],
    ["Infinity", "."],
    ["0x10", "."],
  ] as const)("but not %s with %s", (cell, mark) => {
    expect(plainNumber(cell, mark)).toBeUndefined();
  });
});

it.each([
  [["1.5", "2"], "."],
  [["1,5", "2"], ","],
  [["1.234,5"], ","],
  [["1,234.5"], "."],
  [["1.234"], "."],
  [["1,234", "2,345"], undefined],
  [["1", "2"], "."],
])("the decimal mark of %j is %s", (cells, mark) => {
  expect(guessMark(cells)).toBe(mark);
});

it.each([
  ["1469.250000", 2, 146_925],
  ["0.1", 1, 1],
  ["2.675", 2, 268],
  ["1.005", 2, 101],
  ["-2.5", 0, -3],
  ["0.5", 0, 1],
  ["0.05", 0, 0],
  ["1.5e3", 1, 15_000],
  ["1e-3", 4, 10],
  ["9007199254740991", 0, 9_007_199_254_740_991],
  ["7", 3, 7_000],
])("%s in units of 10^-%s is %s", (plain, decimals, units) => {
  expect(inUnits(plain, decimals)).toBe(units);
});

it.each([
  ["1469.250000", 2],
  ["12", 0],
  ["1200", 0],
  ["0.00001", 5],
  ["1e-5", 5],
  ["1.5e1", 0],
])("%s needs %s decimals", (plain, decimals) => {
  expect(decimalsOf(plain)).toBe(decimals);
});

it("gives prices as many decimals as fit into ten thousand million units", () => {
  const listed = { count: 1, first: 0, last: 0, before: 0, latest: "1" };
  expect(decimalsFor({ ...listed, highest: 2_832.559998, decimals: 6 })).toBe(6);
  expect(decimalsFor({ ...listed, highest: 50_000, decimals: 8 })).toBe(5);
  expect(decimalsFor({ ...listed, highest: 0.5, decimals: 12 })).toBe(8);
});

it.each([
  ["a,b\n1,2\n", ","],
  ["a;b\n1,5;2,5\n", ";"],
  ["a\tb\n1\t\n\t2\n", "\t"],
  ['a|b\n"x|y"|2\n', "|"],
  ["a\n1\n", ","],
  ["date;note\n1;a,b,c\n2;d\n", ";"],
  ['"date;close\n1;2\n3;4\n', ";"],
])("the separator of %j is %j", (text, separator) => {
  expect(guessSeparator(text)).toBe(separator);
});

it.each([
  ["temp_max", "temp_max"],
  ["Temp °C", "temp_c"],
  ["2m Temperature", "m_2m_temperature"],
  ["°", ""],
])("%s is the metric %s", (name, metric) => {
  expect(metricName(name)).toBe(metric);
});
