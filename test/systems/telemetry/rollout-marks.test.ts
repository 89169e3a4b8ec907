import { describe, expect, test } from "vitest";
import {
  allAfter,
  LIFE,
  MARK,
  type Mark,
  type News,
  oneAfter,
  placesFor,
} from "../../../functions/telemetry/domain/marks.ts";

const marks = Object.values(MARK);
const onwardFrom = (mark: Mark): Mark[] => Object.values(LIFE[mark]);

/** All marks that a device can come to from this one, itself included. */
function reachedFrom(mark: Mark, seen = new Set<Mark>()): Set<Mark> {
  if (seen.has(mark)) return seen;
  seen.add(mark);
  for (const next of onwardFrom(mark)) reachedFrom(next, seen);
  return seen;
}

/** Follows news from one mark on. */
const lived = (...news: News[]): string => news.reduce((mark, each) => allAfter(mark, each), MARK.waiting as string);

describe("the life of a device in a rollout", () => {
  test("comes to every mark from the first, and each mark is a letter of its own", () => {
    expect([...reachedFrom(MARK.waiting)].sort()).toEqual(marks.toSorted());
    expect(new Set(marks).size).toBe(marks.length);
  });

  test("ends where a device had the version or has returned, can always come to such an end, and stands nowhere twice", () => {
    const ends = marks.filter((mark) => onwardFrom(mark).length === 0);
    expect(ends.sort()).toEqual([MARK.had, MARK.returned]);
    for (const mark of marks) {
      expect([...reachedFrom(mark)].some((each) => ends.includes(each))).toBe(true);
      for (const next of onwardFrom(mark)) expect(reachedFrom(next)).not.toContain(mark);
    }
  });

  test("is not moved by news that come a second time", () => {
    for (const mark of marks)
      for (const [news, next] of Object.entries(LIFE[mark])) expect(LIFE[next][news as News] ?? next).toBe(next);
  });

  test("goes forth, back, and past what was told wrong at first", () => {
    expect(lived("asked", "installed")).toBe(MARK.installed);
    expect(lived("asked", "lost", "installed", "failed")).toBe(MARK.installed);
    expect(lived("asked", "failed", "resumed", "installed")).toBe(MARK.installed);
    expect(lived("asked", "asked-back", "cancelled")).toBe(MARK.cancelled);
    expect(lived("asked", "installed", "turned", "asked-back", "lost", "returned")).toBe(MARK.returned);
    expect(lived("asked", "already-installed", "turned", "asked-back")).toBe(MARK.had);
    expect(lived("installed", "returned", "turned")).toBe(MARK.waiting);
  });
});

test("news of one device leave the others where they are, and devices are found for whom something would be news", () => {
  expect(oneAfter("??.", 1, "failed")).toBe("?f.");
  expect(placesFor("o?.oi", "asked-back")).toEqual([0, 1, 3]);
  expect(placesFor("?kq.", "lost")).toEqual([0, 1, 2]);
});
