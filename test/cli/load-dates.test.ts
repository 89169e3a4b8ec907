import { describe, expect, it } from "vitest";
import { type DateFormat, readDate } from "../../cli/load/csv/dates.ts";
import { guessDates } from "../../cli/load/csv/guess-date-format.ts";
import { plainNumber } from "../../cli/load/csv/numbers.ts";
import { instantsIn } from "../../cli/load/csv/zone.ts";

const instant = (text: string, format: DateFormat, zone = "UTC"): string | undefined => {
  const written = readDate(text, format);
  return written && new Date(instantsIn(zone)(written)).toISOString();
};

describe("a date is read", () => {
  it.each<[string, DateFormat, string]>([
    ["2000-01-03", "ymd", "2000-01-03T00:00:00.000Z"],
    ["2000-01", "ymd", "2000-01-01T00:00:00.000Z"],
    ["2000/1/3 9:30", "ymd", "2000-01-03T09:30:00.000Z"],
    ["2000-01-03T09:30:15.25Z", "ymd", "2000-01-03T09:30:15.250Z"],
    ["2000-01-03T09:30:15-05:00", "ymd", "2000-01-03T14:30:15.000Z"],
    ["2000-01-03 09:30:15+0530", "ymd", "2000-01-03T04:00:15.000Z"],
    ["2000-01-03 00:00:00 UTC", "ymd", "2000-01-03T00:00:00.000Z"],
    ["1/3/2000", "mdy", "2000-01-03T00:00:00.000Z"],
    ["1/3/2000", "dmy", "2000-03-01T00:00:00.000Z"],
    ["01.03.99", "dmy", "1999-03-01T00:00:00.000Z"],
    ["1/3/2000 12:15 AM", "mdy", "2000-01-03T00:15:00.000Z"],
    ["1/3/2000, 4:05 p.m.", "mdy", "2000-01-03T16:05:00.000Z"],
    ["Jan 1 2000", "named", "2000-01-01T00:00:00.000Z"],
    ["January 1st, 2000", "named", "2000-01-01T00:00:00.000Z"],
    ["Sat, 1 Jan 2000 10:00:00 GMT", "named", "2000-01-01T10:00:00.000Z"],
    ["03-Jan-00", "named", "2000-01-03T00:00:00.000Z"],
    ["Jan 2000", "named", "2000-01-01T00:00:00.000Z"],
    ["20000103", "compact", "2000-01-03T00:00:00.000Z"],
    ["20000103T093015Z", "compact", "2000-01-03T09:30:15.000Z"],
    ["946857600", "s", "2000-01-03T00:00:00.000Z"],
    ["946857600.5", "s", "2000-01-03T00:00:00.500Z"],
    ["0", "s", "1970-01-01T00:00:00.000Z"],
    ["946857600000", "ms", "2000-01-03T00:00:00.000Z"],
    ["946857600000000", "us", "2000-01-03T00:00:00.000Z"],
    ["1700000000999999", "us", "2023-11-14T22:13:20.999Z"],
    ["1700000000997000000", "ns", "2023-11-14T22:13:20.997Z"],
    ["-1500000000", "ns", "1969-12-31T23:59:58.500Z"],
    ["12", "ns", "1970-01-01T00:00:00.000Z"],
  ])("%s as %s", (text, format, expected) => {
    expect(instant(text, format)).toBe(expected);
  });

  it.each<[string, DateFormat]>([
    ["2000-02-30", "ymd"],
    ["2000-13-01", "ymd"],
    ["2000-01-03T25:00", "ymd"],
    ["2000-01-03T10:60", "ymd"],
    ["2000-01-03 10:00 EST", "ymd"],
    ["2000-01-03x", "ymd"],
    ["13/13/2000", "mdy"],
    ["13:00 PM", "mdy"],
    ["1/3/2000 13:00 PM", "mdy"],
    ["Foo 1 2000", "named"],
    ["1e9", "s"],
    ["", "s"],
  ])("but not %s as %s", (text, format) => {
    expect(instant(text, format)).toBeUndefined();
  });
});

it("a cell of any length is read at once", () => {
  expect(readDate(`2000-01-03 10:00${" ".repeat(1e6)}x`, "ymd")).toBeUndefined();
  expect(plainNumber(`${"1".repeat(1e6)}x`, ".")).toBeUndefined();
  expect(plainNumber(`1e${"0".repeat(300)}`, ".")).toBeUndefined();
});

describe("a time without a zone is of the one that is told", () => {
  it.each([
    ["2024-01-15 09:30", "2024-01-15T14:30:00.000Z"],
    ["2024-07-15 09:30", "2024-07-15T13:30:00.000Z"],
    ["2024-03-10 01:59", "2024-03-10T06:59:00.000Z"],
    ["2024-03-10 02:30", "2024-03-10T07:30:00.000Z"],
    ["2024-03-10 03:00", "2024-03-10T07:00:00.000Z"],
    ["2024-11-03 00:59", "2024-11-03T04:59:00.000Z"],
    ["2024-11-03 01:30", "2024-11-03T05:30:00.000Z"],
    ["2024-11-03 02:00", "2024-11-03T07:00:00.000Z"],
  ])("%s in New York", (text, expected) => {
    expect(instant(text, "ymd", "America/New_York")).toBe(expected);
  });

  it("where the clocks change by half an hour", () => {
    const lordHowe = (text: string) => instant(text, "ymd", "Australia/Lord_Howe");
    expect(lordHowe("2024-10-06 01:59")).toBe("2024-10-05T15:29:00.000Z");
    expect(lordHowe("2024-10-06 02:15")).toBe("2024-10-05T15:45:00.000Z");
    expect(lordHowe("2024-10-06 02:45")).toBe("2024-10-05T15:45:00.000Z");
  });

  it("where the day after next has another offset too", () => {
    expect(instant("2024-03-31 03:30", "ymd", "Europe/Zurich")).toBe("2024-03-31T01:30:00.000Z");
  });
});

describe("the format is guessed", () => {
  it.each<[string[], DateFormat]>([
    [["2000-01-03", "2000-01-04"], "ymd"],
    [["1/3/2000", "1/13/2000"], "mdy"],
    [["1/3/2000", "13/3/2000"], "dmy"],
    [["01.02.2000", "02.02.2000"], "dmy"],
    [["Jan 1 2000"], "named"],
    [["20000103"], "compact"],
    [["946857600", "1946857600"], "s"],
    [["946857600000"], "ms"],
    [["2000-01-03", "2000-01-04", "garbage"], "ymd"],
  ])("of %j", (texts, format) => {
    expect(guessDates(texts).format).toBe(format);
  });

  it("and what speaks for it is told, where the day could be the month", () => {
    expect(guessDates(["1/3/2000", "1/13/2000"]).because).toBe('a guess: "1/13/2000" can only be month first');
  });

  it("not where some days are first and some months", () => {
    expect(() => guessDates(["1/13/2000", "13/1/2000"])).toThrow("cannot be told");
  });
});
