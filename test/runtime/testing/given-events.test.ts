import { describe, expect, test } from "vitest";
import { projection, totals } from "../../../functions/runtime/index.ts";
import { at, givenEvents } from "../../../functions/runtime/testing/index.ts";
import { door, Opened, Painted, Shut } from "./door.ts";

const doors = projection("doors", { of: door, initial: { opened: 0, last: "", version: 0 } })({
  Opened: (row, { by }, { version }) => ({ opened: row.opened + 1, last: by, version }),
});
const hours = totals("hours", { of: door, total: (_, { time }) => time.slice(11, 13), initial: { opened: 0 } })({
  Opened: (row) => ({ opened: row.opened + 1 }),
});
const opened = (doorId: string, by = "Ada") => new Opened({ doorId, by });

describe("a read model's test", () => {
  test("passes where the row is the expected one", () => {
    givenEvents(doors, [opened("d-1"), new Shut({ doorId: "d-1" }), opened("d-1", "Bob")]).thenRow({
      opened: 2,
      last: "Bob",
      version: 3,
    });
  });
  test("tells the rows of several streams apart", () => {
    givenEvents(doors, [opened("d-1"), opened("d-2", "Bob"), opened("d-1")]).thenRows({
      "d-1": { opened: 2, last: "Ada", version: 2 },
      "d-2": { opened: 1, last: "Bob", version: 1 },
    });
  });
  test("counts totals across streams, by the time of each event", () => {
    const eight = "2026-01-01T08:15:00.000Z";
    const shut = new Shut({ doorId: "d-1" });
    const events = [at(eight, opened("d-1")), at(eight, opened("d-2")), at(eight, shut), opened("d-1")];
    givenEvents(hours, events).thenRows({ "08": { opened: 2 }, "12": { opened: 1 } });
  });
  test("folds spread totals in parts too, and fails where these do not merge into the same row", () => {
    const events = [opened("d-1"), opened("d-2"), opened("d-1", "Bob")];
    const spread = (initial: number, merge: (one: number, other: number) => number) =>
      totals("all", { of: door, total: () => "all", initial, spread: 2, merge })({ Opened: (row) => row + 1 });
    const add = (one: number, other: number) => one + other;
    givenEvents(spread(0, add), events).thenRow(3);
    expect(() => givenEvents(spread(1, add), events)).toThrow(
      "all is kept in parts, which merge into another row: [3,2]",
    );
    expect(() =>
      givenEvents(
        spread(0, (one) => one),
        events,
      ),
    ).toThrow("another row");
    givenEvents(spread(0, Math.max), [opened("d-1")]).thenRow(1);
  });
  test("fails where the row differs, and shows it", () => {
    const rows = givenEvents(doors, [opened("d-1")]);
    expect(() => rows.thenRow({ opened: 2, last: "Ada", version: 1 })).toThrow(`the rows of doors are\n  {"d-1":{"op`);
  });
  test("fails where there are two rows instead of one", () => {
    const rows = givenEvents(hours, [opened("d-1"), at("2026-01-01T08:15:00.000Z", opened("d-1"))]);
    expect(() => rows.thenRow({ opened: 1 })).toThrow("the rows of hours are");
  });
  test("is told where an event is not one of the state's", () => {
    const painted = new Painted({ doorId: "d-1", colour: "red" });
    expect(() => givenEvents(doors, [painted])).toThrow("door does not fold Painted");
  });
});
