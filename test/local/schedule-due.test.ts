import { expect, test } from "vitest";
import { dueOf } from "../../local/runner/schedules/due.ts";

const iso = (expression: string, zone?: string) => {
  const due = dueOf(expression, zone);
  return due === undefined ? undefined : new Date(due).toISOString();
};

test("a one-time schedule is due at its time in its zone, on either side of a change of the clocks", () => {
  expect([
    iso("at(2026-11-21T10:00:00)"),
    iso("at(2026-11-21T10:00)", "UTC"),
    iso("at(2026-11-21T10:00:00)", "Asia/Tokyo"),
    iso("at(2026-03-08T01:59:59)", "America/New_York"),
    iso("at(2026-03-08T03:00:00)", "America/New_York"),
    iso("at(2026-10-25T04:00:00)", "Europe/Berlin"),
    iso("at(2026-10-25T01:00:00)", "Europe/Berlin"),
  ]).toEqual([
    "2026-11-21T10:00:00.000Z",
    "2026-11-21T10:00:00.000Z",
    "2026-11-21T01:00:00.000Z",
    "2026-03-08T06:59:59.000Z",
    "2026-03-08T07:00:00.000Z",
    "2026-10-25T03:00:00.000Z",
    "2026-10-24T23:00:00.000Z",
  ]);
});

test("a schedule that recurs is never due once, and a zone or a date that does not exist is refused", () => {
  expect([iso("rate(5 minutes)"), iso("cron(0 10 * * ? *)")]).toEqual([undefined, undefined]);
  expect(() => dueOf("at(2026-11-21T10:00:00)", "Mars/Olympus")).toThrow(RangeError);
  expect(() => dueOf("at(2026-13-01T10:00:00)")).toThrow(RangeError);
  expect(() => dueOf("at(2026-02-30T10:00:00)")).toThrow(RangeError);
});
