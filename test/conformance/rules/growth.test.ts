import { describe, expect, it } from "vitest";
import * as z from "zod";
import { event, totals } from "../../../functions/runtime/index.ts";
import type { Definition } from "../../../functions/runtime/manifest.ts";
import { saga } from "../../../functions/runtime/saga.ts";
import { state } from "../../../functions/runtime/state.ts";
import { bench, received } from "./bench.ts";
import { Open, Opened, open } from "./door.ts";

const by = (name: string) => new Open({ doorId: "d", by: name });
const inGroup = { group: "g" };

describe("a long stream", () => {
  const LIMITS = { ids: 5, snapshotEvery: 5, tail: 5 };

  it("keeps its list short in a process that lives long, and writes each page once", async () => {
    const b = bench("open.ts", open, LIMITS);
    for (let i = 0; i < 200; i++) await b.deliver(received(`m${i}`, by("me"), inGroup));
    const snapshot = await b.ground.snapshots.read("test/door/d");
    expect(snapshot?.ids.length).toBeLessThan(15);
    expect((snapshot?.paged ?? 0) + (snapshot?.ids.length ?? 0)).toBe(200);
    expect(b.calls.filter((call) => call === "snapshots.writePage").length).toBe((snapshot?.paged ?? 0) / 5);
  });

  it("tries a snapshot that cannot be written once in so many commits, writes no page twice, and says so each time", async () => {
    const b = bench("open.ts", open, LIMITS);
    b.throttled.is = (call) => call === "snapshots.write";
    for (let i = 0; i < 200; i++) await b.deliver(received(`m${i}`, by("me"), inGroup));
    expect(b.calls.filter((call) => call === "snapshots.write").length).toBe(40);
    expect(b.calls.filter((call) => call === "snapshots.writePage").length).toBe(39);
    const failed = b.log.filter(({ type }) => type === "snapshot");
    expect(failed.map(({ outcome, code }) => `${outcome} ${code}`)).toEqual(Array(40).fill("failed Throttled"));
    b.throttled.is = () => false;
    for (let i = 200; i < 205; i++) await b.deliver(received(`m${i}`, by("me"), inGroup));
    expect(await b.ground.snapshots.read("test/door/d")).toMatchObject({ n: 205, paged: 200 });
  });

  it("knows every message that it has answered, whatever became of its snapshots and pages", async () => {
    const b = bench("open.ts", open, { ...LIMITS, clockMargin: 0 });
    b.throttled.is = (call) => call.startsWith("snapshots.write");
    for (let i = 0; i < 38; i++) {
      b.clock.now += 1_000;
      await b.deliver(received(`m${i}`, by("me"), inGroup));
    }
    // Of seven pages that are due the third fails, then the snapshot after the other five.
    let writes = 0;
    b.throttled.is = (call) => call.startsWith("snapshots.write") && [3, 9].includes(++writes);
    for (let i = 38; i < 48; i++) await b.deliver(received(`m${i}`, by("me"), inGroup));
    expect(writes).toBe(9);
    const again = Array.from({ length: 48 }, (_, i) => received(`m${i}`, by("me"), inGroup));
    b.log.length = 0;
    await b.deliver(...again);
    expect(b.log.map(({ outcome }) => outcome)).toEqual(Array(48).fill("duplicate"));
    b.restart();
    b.log.length = 0;
    await b.deliver(...again);
    expect(b.log.map(({ outcome }) => outcome)).toEqual(Array(48).fill("duplicate"));
  });

  it("tells an id once when a message waits while others write", async () => {
    const b = bench("open.ts", open, LIMITS);
    await b.deliver(received("a", by("me"), inGroup));
    for (let i = 0; i < 6; i++) {
      b.clock.now += 2_000;
      const commit = {
        ...b.ground.all()[0],
        n: i + 2,
        version: i + 2,
        answers: [{ id: `other${i}`, type: "Open", sent: "", correlationid: "r", hops: 0 }],
      };
      await b.ground.journal.append(commit as Parameters<typeof b.ground.journal.append>[0]);
      await b.deliver(received("later", by("later"), inGroup));
    }
    for (let i = 0; i < 6; i++) await b.deliver(received(`b${i}`, by("me"), inGroup));
    const snapshot = await b.ground.snapshots.read("test/door/d");
    const ids = snapshot?.ids.map(([id]) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    expect((snapshot?.paged ?? 0) + ids.length).toBe(snapshot?.n);
  });

  it("reads a page of old ids once for a whole backlog", async () => {
    const b = bench("open.ts", open, { ...LIMITS, clockMargin: 0 });
    for (let i = 0; i < 60; i++) {
      b.clock.now += 1_000;
      await b.deliver(received(`m${i}`, by("me"), inGroup));
    }
    b.calls.length = 0;
    await b.deliver(...Array.from({ length: 10 }, (_, i) => received(`old${i}`, by("me"), inGroup)));
    expect(b.calls.filter((call) => call === "snapshots.readPage").length).toBeLessThanOrEqual(11);
  });
});

describe("waiting", () => {
  it("takes some hundreds of receives in a day, far from the queue's own limit", async () => {
    const b = bench("open.ts", open);
    let receives = 0;
    while (b.deadLetters.length === 0) {
      await b.deliver(received("m", by("later"), inGroup));
      receives++;
      b.clock.now += (b.backedOff.at(-1)?.seconds ?? 0) * 1_000;
    }
    expect(receives).toBeLessThan(300);
    expect(b.deadLetters[0]?.reason.code).toBe("retryable");
  });
});

class Sold extends event("Sold", { shopId: z.string(), day: z.string() }) {}
const shop = state("shop", { key: "shopId", from: [Sold], initial: { sold: 0 } })({
  Sold: ({ sold }) => ({ sold: sold + 1 }),
});

describe("totals", () => {
  it("close a gap that touches more totals than one transaction holds", async () => {
    const daily = totals("daily", { of: shop, total: ({ day }) => day, initial: { sold: 0 } })({
      Sold: ({ sold }) => ({ sold: sold + 1 }),
    });
    const b = bench("daily.projection.ts", daily as unknown as Definition);
    const days = Array.from({ length: 250 }, (_, i) => `day-${i}`);
    for (const [i, day] of days.entries())
      await b.ground.journal.append({
        stream: "test/shop/s",
        n: i + 1,
        time: "2026-01-01T00:00:00.000Z",
        by: "test/sell",
        version: i + 1,
        sends: [],
        answers: [],
        events: [{ type: "Sold", v: 1, data: { shopId: "s", day }, by: 0 }],
      });
    const last = received(
      "test/shop/s@250.0",
      { kind: "event", type: "Sold", data: { shopId: "s", day: "day-249" } },
      { stream: "test/shop/s", streamversion: 250 },
    );
    expect(await b.deliver(last)).toEqual([]);
    const rows = await Promise.all(days.map((day) => b.ground.models.read("test/daily", `total/${day}`)));
    expect(rows.every((row) => (row?.row as { sold: number } | undefined)?.sold === 1)).toBe(true);
  });
});

describe("rule 15: a saga that finds a message it does not know", () => {
  it("waits for the newer code that has received it", async () => {
    const guard = saga("guard", { key: "doorId", startedBy: [Opened], waits: {}, sends: [], initial: { opened: 0 } })({
      on: { Opened: ({ opened }) => ({ state: { opened: opened + 1 } }) },
      timeout: {},
    });
    const b = bench("guard.saga.ts", guard);
    await b.ground.journal.append({
      stream: "test/guard/d",
      n: 1,
      time: "2026-01-01T00:00:00.000Z",
      by: "test/guard",
      version: 0,
      events: [],
      sends: [],
      answers: [],
      received: [{ kind: "event", type: "Walled", v: 1, data: {}, by: 0 }],
    });
    const opened = received("o", { kind: "event", type: "Opened", data: { doorId: "d", by: "me" } });
    expect(await b.deliver(opened)).toHaveLength(1);
    expect(b.log.at(-1)?.outcome).toBe("waiting");
  });
});
