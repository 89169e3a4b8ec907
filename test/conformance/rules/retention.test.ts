import { describe, expect, it } from "vitest";
import * as z from "zod";
import { command, event, handle, projection, state, totals } from "../../../functions/runtime/index.ts";
import type { Definition } from "../../../functions/runtime/manifest.ts";
import { bench, received } from "./bench.ts";

const DAY = 24 * 3_600_000;
const fields = { hourId: z.string(), value: z.number() };
class Report extends command("Report", fields) {}
class Reported extends event("Reported", fields) {}
const hour = state("hour", { key: "hourId", from: [Reported], initial: { sum: 0 }, keptFor: DAY })({
  Reported: ({ sum }, { value }) => ({ sum: sum + value }),
});
const forever = state("hour", { key: "hourId", from: [Reported], initial: { sum: 0 } })(hour.evolve);

const report = handle(
  Report,
  { state: hour, emits: [Reported] },
  ({ data }, { sum }) => new Reported({ ...data, value: sum + 1 }),
);
const seconds = (time: string) => Date.parse(time) / 1_000;
const ask = (id: string, born?: number) =>
  received(id, new Report({ hourId: "h", value: 0 }), {
    group: "g",
    ...(born !== undefined && { born: new Date(born).toISOString() }),
  });
const told = (version: number, time = "2026-01-01T00:00:00.000Z") =>
  received(`test/hour/h@${version}.0`, new Reported({ hourId: "h", value: version }), {
    stream: "test/hour/h",
    streamversion: version,
    time,
    born: time,
  });

const commit = { stream: "test/hour/h", time: "2026-01-01T00:00:00.000Z", by: "test/report", sends: [], answers: [] };
const fact = (value: number) => ({ type: "Reported", v: 1, data: { hourId: "h", value }, by: 0 });

describe("a state that is kept for a day", () => {
  it("marks its commits with the time when no message can come any more that they answer", async () => {
    const b = bench("report.ts", report);
    await b.deliver(ask("m"));
    expect(b.ground.all()[0]?.expires).toBe(seconds("2026-01-02T00:00:10Z"));
  });

  it("makes a message that is born longer ago a dead letter, unless it is known to be answered", async () => {
    const b = bench("report.ts", report);
    await b.deliver(ask("m"));
    b.clock.now += DAY + 1_000;
    await b.deliver(ask("m"), ask("late"));
    await b.deliver(ask("new", b.clock.now));
    expect(b.log.map(({ id, outcome }) => [id, outcome])).toEqual([
      ["m", "done"],
      ["m", "duplicate"],
      ["late", "dead"],
      ["new", "done"],
    ]);
    expect(b.deadLetters[0]?.reason.code).toBe("too-old");
  });

  it("lets its snapshots and pages of ids go too, and never begins from one that is past", async () => {
    const b = bench("report.ts", report, { ids: 2, snapshotEvery: 2, tail: 2 });
    for (let i = 0; i < 6; i++) await b.deliver(ask(`m${i}`));
    const expires = seconds("2026-01-02T00:00:10Z");
    expect(await b.ground.snapshots.read("test/hour/h")).toMatchObject({ n: 6, expires });
    expect(await b.ground.snapshots.readPage("test/hour/h", 0)).toMatchObject({ ids: ["m0", "m1"], expires });
    b.restart();
    b.clock.now += 2 * DAY;
    b.calls.length = 0;
    await b.deliver(ask("new", b.clock.now));
    expect(b.calls).toContain("journal.read");
    expect(b.ground.all().at(-1)).toMatchObject({ n: 7, events: [{ data: { value: 64 } }] });
  });

  it("begins anew when all of a stream has gone, whatever snapshot is left of it", async () => {
    const b = bench("report.ts", report, { tail: 1 });
    const time = "2025-12-01T00:00:00.000Z";
    const snapshot = { n: 500, version: 500, time, definition: 1, state: { sum: 9 }, ids: [], paged: 0 };
    await b.ground.snapshots.write("test/hour/h", { ...snapshot, expires: seconds(time) + 86_410 });
    for (const id of ["a", "b", "c"]) {
      b.restart();
      await b.deliver(ask(id));
    }
    expect(b.ground.all().map(({ n, events }) => [n, events[0]?.data])).toEqual([
      [1, { hourId: "h", value: 1 }],
      [2, { hourId: "h", value: 2 }],
      [3, { hourId: "h", value: 4 }],
    ]);
  });

  it("refuses a stream that has outlived its first facts, rather than fold what is left", async () => {
    const b = bench("report.ts", report);
    await b.ground.journal.append({ ...commit, n: 1, version: 1, events: [fact(1)] });
    await b.ground.journal.append({ ...commit, n: 3, version: 3, events: [fact(3)] });
    await b.deliver(ask("later"));
    expect(b.deadLetters.map(({ reason }) => reason.code)).toEqual(["facts-gone"]);
  });

  it("calls a message too old though the pages that knew its kind have gone", async () => {
    const b = bench("report.ts", report, { ids: 2, tail: 1 });
    const time = new Date(b.clock.now).toISOString();
    const ids = [["m", time]] as const;
    const snapshot = { n: 3, version: 3, time, definition: 1, state: { sum: 9 }, ids, paged: 2 };
    await b.ground.snapshots.write("test/hour/h", snapshot);
    for (let n = 1; n <= 3; n++) await b.ground.journal.append({ ...commit, n, version: n, events: [fact(n)] });
    await b.deliver(ask("old", b.clock.now - 2 * DAY));
    expect(b.deadLetters.map(({ reason }) => reason.code)).toEqual(["too-old"]);
  });
});

describe("a read model that is kept for an hour", () => {
  const rows = (of: typeof hour) =>
    projection("rows", { of, initial: { seen: 0 }, keptFor: 3_600_000 })({
      Reported: ({ seen }) => ({ seen: seen + 1 }),
    });

  it("counts a row as absent when it has not been written for so long", async () => {
    const b = bench("rows.projection.ts", rows(forever) as unknown as Definition);
    await b.deliver(told(1));
    b.clock.now += 3_600_000;
    expect((await b.ground.models.read("test/rows", "h"))?.row).toEqual({ seen: 1 });
    b.clock.now += 2_000;
    expect(await b.ground.models.read("test/rows", "h")).toBeUndefined();
  });

  it("makes a row that has gone whole again from the journal, though its first event alone should come again", async () => {
    const b = bench("rows.projection.ts", rows(forever) as unknown as Definition);
    await b.ground.journal.append({ ...commit, n: 1, version: 1, events: [fact(1)] });
    await b.ground.journal.append({ ...commit, n: 2, version: 2, events: [fact(2)] });
    await b.deliver(told(1), told(2));
    expect(b.calls).toEqual(["models.read", "models.write"]);
    b.clock.now += 3_602_000;
    await b.deliver(told(1));
    expect((await b.ground.models.read("test/rows", "h"))?.row).toEqual({ seen: 2 });
  });

  it("takes no event that is older than its state is kept, since it may have counted it before", async () => {
    const b = bench("rows.projection.ts", rows(hour) as unknown as Definition);
    b.clock.now += 2 * DAY;
    await b.deliver(told(1), told(1, new Date(b.clock.now).toISOString()));
    expect(b.deadLetters.map(({ reason }) => reason.code)).toEqual(["too-old"]);
    expect((await b.ground.models.read("test/rows", "h"))?.row).toEqual({ seen: 1 });
  });
});

describe("totals of which some are kept for an hour", () => {
  const sums = (of: typeof hour) =>
    totals("sums", {
      of,
      total: () => ["minute", "day"],
      initial: { sum: 0 },
      keptFor: (total) => (total === "minute" ? 3_600_000 : undefined),
    })({ Reported: ({ sum }, { value }) => ({ sum: sum + value }) });
  const read = async (b: ReturnType<typeof bench>) =>
    Promise.all(["minute", "day"].map(async (name) => (await b.ground.models.read("test/sums", `total/${name}`))?.row));

  it("forget those alone, begin them anew, and never count an event twice", async () => {
    const b = bench("sums.projection.ts", sums(forever) as unknown as Definition);
    await b.deliver(told(1));
    b.clock.now += 3_602_000;
    expect(await read(b)).toEqual([undefined, { sum: 1 }]);
    await b.deliver(told(1));
    await b.deliver(told(2));
    expect(await read(b)).toEqual([{ sum: 2 }, { sum: 3 }]);
  });

  it("keep the position of a stream for as long as its state is kept, and for ever otherwise", async () => {
    const position = "position/test%2Fhour%2Fh";
    const [kept, brief] = [forever, hour].map((of) => bench("sums.projection.ts", sums(of) as unknown as Definition));
    for (const b of [kept!, brief!]) {
      await b.deliver(told(1));
      b.clock.now += DAY + 9_000;
      expect((await b.ground.models.read("test/sums", position))?.version).toBe(1);
      b.clock.now += 3_000;
    }
    expect((await kept!.ground.models.read("test/sums", position))?.version).toBe(1);
    expect(await brief!.ground.models.read("test/sums", position)).toBeUndefined();
  });
});
