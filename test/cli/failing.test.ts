import { expect, it } from "vitest";
import { failingOf, reasonsOf } from "../../functions/runtime/aws/operations/failing.ts";
import { bench, received } from "../conformance/rules/bench.ts";
import { Open, open } from "../conformance/rules/door.ts";
import { deadOf } from "./stage.ts";

const consumer = "test/door";

/** What delivery notes of a door that behaves so. */
async function noted(by: string) {
  const b = bench("open.ts", open);
  await b.deliver(received("m", new Open({ doorId: "d", by }), { group: "g" }));
  const attempt = await b.attempt("m");
  return { tried: attempt ? [{ consumer, id: "m", attempt }] : [], now: b.clock.now };
}

const holding = (count: number) => new Map([[consumer, count]]);

it("tells of a failure what failed, and when it is tried again, as delivery notes them", async () => {
  const { tried, now } = await noted("fails");

  expect(failingOf(tried, holding(1), now).failing).toEqual([
    {
      ...{ consumer, id: "m", type: "Open", state: "failing", attempts: 1, code: "Error" },
      ...{ first: "2026-01-01T00:00:00.000Z", last: "2026-01-01T00:00:00.000Z", next: "2026-01-01T00:00:01.000Z" },
    },
  ]);
});

it("tells what waits apart from what fails", async () => {
  const { tried, now } = await noted("later");

  expect(failingOf(tried, holding(1), now).failing).toMatchObject([
    { state: "waiting", attempts: 0, code: "retryable", next: "2026-01-01T00:00:05.000Z" },
  ]);
});

it("takes what was due, or stands in no queue any more, for no failure", async () => {
  const { tried, now } = await noted("fails");

  expect(failingOf(tried, holding(3), now + 60_000)).toEqual({ failing: [], due: [{ consumer, atMost: 1 }] });
  expect(failingOf(tried, holding(0), now)).toEqual({ failing: [], due: [] });
});

it("gives the newest notes as the reasons of the letters that are there", () => {
  const died = (code: string, last: string) => ({ ...deadOf(consumer, code), last });
  const base = { count: 8, first: "", last: "", receives: 8, fingerprint: "", suspect: false };
  const tried = [died("old", "2026-01-01"), died("jammed", "2026-01-03"), died("jammed", "2026-01-02")].map((dead) => {
    return { consumer, id: dead.last, attempt: { ...base, dead } };
  });

  expect(reasonsOf(tried, consumer, 2)).toEqual([{ code: "jammed", count: 2, last: "2026-01-03" }]);
  expect(reasonsOf(tried, "test/other", 2)).toEqual([]);
});
