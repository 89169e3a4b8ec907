import { describe, expect, it } from "vitest";
import * as z from "zod";
import { command, event, handle, Rejected, Retryable, state, Terminal } from "../../../functions/runtime/index.ts";
import type { Need } from "../../../functions/runtime/needs.ts";
import { bench, received } from "./bench.ts";

const doorId = z.string();
class Opened extends event("Opened", { doorId, by: z.string() }) {}
class Open extends command("Open", { doorId, by: z.string() }) {}

const door = state("door", { key: "doorId", from: [Opened], initial: 0 })({ Opened: (count) => count + 1 });

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Whether the lock is mended is for each test to say. */
function parking() {
  const lock = { mended: false };
  const open = handle(Open, { state: door, emits: [Opened], retry: { exhausted: "park" } }, ({ data }) => {
    if (data.by === "never" && !lock.mended) throw new Terminal("walled-up", "there is no door any more");
    if (data.by === "fails" && !lock.mended) throw new Error("jammed");
    if (data.by === "later") throw new Retryable();
    if (data.by === "a stranger") throw new Rejected("stranger", "strangers stay outside");
    return new Opened(data);
  });
  return { ...bench("open.ts", open), lock };
}

const by = (id: string, name: string, key = "d", more: Parameters<typeof received>[2] = {}) =>
  received(id, new Open({ doorId: key, by: name }), { group: key, ...more });

const answers = (b: ReturnType<typeof bench>) => b.ground.all().flatMap(({ answers }) => answers.map(({ id }) => id));
const outcomes = (b: ReturnType<typeof bench>) =>
  b.log.map(({ id, outcome, code }) => `${id} ${outcome} ${code ?? ""}`);

describe("a parked key", () => {
  it("waits in order, uncounted, while other keys go on, until its letter is redriven", async () => {
    const b = parking();
    const [head, next, last] = [by("1", "never"), by("2", "me"), by("3", "me")];
    expect(await b.deliver(head, next, last, by("4", "me", "e"))).toEqual([next.messageId, last.messageId]);
    expect(b.deadLetters.map(({ reason: { code, parks } }) => [code, parks])).toEqual([
      ["walled-up", { stream: "test/door/d", n: 1 }],
    ]);
    expect(outcomes(b)).toContain("2 waiting key-parked");
    expect((await b.attempt("2"))?.count).toBe(0);
    b.lock.mended = true;
    b.clock.now += HOUR;
    expect(await b.deliver(by("1", "never", "d", { redriven: true }), next, last)).toEqual([]);
    expect(answers(b)).toEqual(["4", "1", "2", "3"]);
  });

  it("waits for a letter that failed as often as it may, and for one that was not ready in time", async () => {
    for (const [name, times] of [
      ["fails", 8],
      ["later", 2],
    ] as const) {
      const b = parking();
      for (let i = 0; i < times; i++) {
        await b.deliver(by("1", name));
        b.clock.now += 25 * HOUR;
      }
      expect(await b.deliver(by("2", "me"))).toHaveLength(1);
      expect(b.deadLetters.map(({ reason }) => reason.parks?.stream)).toEqual(["test/door/d"]);
    }
  });

  it("waits for a letter that ended its process", async () => {
    const b = parking();
    const time = "2026-01-01T00:00:00.000Z";
    const attempt = { count: 8, first: time, last: time, receives: 10, fingerprint: "", suspect: true };
    await b.ground.attempts.write("test/door", "1", attempt);
    expect(await b.deliver(by("1", "me", "d", { receives: 11 }))).toEqual([]);
    expect(b.deadLetters.map(({ reason: { code, parks } }) => [code, parks?.n])).toEqual([["kills-the-process", 1]]);
    expect(await b.deliver(by("2", "me"))).toHaveLength(1);
  });

  it("is not made by a rejection, which is an answer", async () => {
    const b = parking();
    expect(await b.deliver(by("1", "a stranger"), by("2", "me"))).toEqual([]);
    expect(answers(b)).toEqual(["1", "2"]);
  });

  it("is not made by what cannot be read: it has a group and no stream", async () => {
    const b = parking();
    const unreadable = { ...by("1", "me"), body: "{" };
    const keyless = received("2", { kind: "command", type: "Open", data: { by: "me" } }, { group: "d" });
    expect(await b.deliver(unreadable, keyless, by("3", "me"))).toEqual([]);
    expect(b.deadLetters.map(({ reason: { code, parks } }) => [code, parks])).toEqual([
      ["not-json", undefined],
      ["no-key", undefined],
    ]);
    expect(answers(b)).toEqual(["3"]);
  });

  it("is parked before the letter is sent, and the message that comes again after a crash between the two may run", async () => {
    const b = parking();
    await b.deliver(by("1", "never"));
    expect(b.calls.indexOf("journal.append")).toBeLessThan(b.calls.indexOf("attempts.write"));
    b.lock.mended = true;
    b.restart();
    expect(await b.deliver(by("1", "never"), by("2", "me"))).toEqual([]);
    expect(answers(b)).toEqual(["1", "2"]);
  });

  it("stays parked for a letter that dies again", async () => {
    const b = parking();
    await b.deliver(by("1", "never"));
    await b.deliver(by("1", "never", "d", { redriven: true }));
    expect(b.deadLetters.map(({ reason }) => reason.parks?.n)).toEqual([1, 2]);
    expect(await b.deliver(by("2", "me"))).toHaveLength(1);
    b.lock.mended = true;
    expect(await b.deliver(by("1", "never", "d", { redriven: true }))).toEqual([]);
    expect(await b.deliver(by("2", "me"))).toEqual([]);
  });

  it("waits for nine days, and for what dies then as well, in its turn", async () => {
    const b = parking();
    await b.deliver(by("1", "never"));
    const queuedAt = b.clock.now;
    for (let day = 0; day < 9; day++) {
      expect(await b.deliver({ ...by("2", "me"), queuedAt })).toHaveLength(1);
      b.clock.now += DAY;
    }
    b.clock.now += HOUR;
    expect(await b.deliver({ ...by("2", "me"), queuedAt })).toEqual([]);
    expect(b.deadLetters.map(({ reason: { code, parks } }) => [code, parks?.n])).toEqual([
      ["walled-up", 1],
      ["key-parked", 2],
    ]);
    b.lock.mended = true;
    const [first, second] = [by("1", "never", "d", { redriven: true }), by("2", "me", "d", { redriven: true })];
    expect(await b.deliver(second)).toHaveLength(1);
    expect(await b.deliver(first)).toEqual([]);
    expect(await b.deliver(by("3", "me"))).toHaveLength(1);
    expect(await b.deliver(second)).toEqual([]);
    expect(await b.deliver(by("3", "me"))).toEqual([]);
    expect(answers(b)).toEqual(["1", "2", "3"]);
  });

  it("goes on when no queue can hold its letter any more", async () => {
    const b = parking();
    await b.deliver(by("1", "never"));
    b.clock.now += 14 * DAY;
    expect(await b.deliver(by("2", "me"))).toEqual([]);
  });
});

describe("a parked key whose handler holds its effect", () => {
  it("licenses one more effect per redrive", async () => {
    let rings = 0;
    const bell: Need<() => void> = { uses: [], create: () => () => void rings++ };
    const ring = handle(
      Open,
      { state: door, needs: { bell }, effect: "hold", attempt: () => 0, retry: { exhausted: "park" } },
      (_, __, { bell }) => {
        bell();
        throw new Error("nobody knows whether it rang");
      },
    );
    const b = bench("ring.ts", ring);
    await b.deliver(by("1", "me"));
    b.clock.now += HOUR;
    await b.deliver(by("1", "me"));
    expect(b.deadLetters.map(({ reason: { code, parks } }) => [code, parks?.n])).toEqual([["claim-unfinished", 2]]);
    await b.deliver(by("1", "me"));
    expect(rings).toBe(1);
    const redriven = by("1", "me", "d", { redriven: true });
    for (let i = 0; i < 5; i++) {
      await b.deliver(redriven);
      b.clock.now += HOUR;
    }
    expect(rings).toBe(2);
    expect(await b.deliver(by("2", "me"))).toHaveLength(1);
  });
});
