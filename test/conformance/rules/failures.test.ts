import { describe, expect, it } from "vitest";
import { bench, received } from "./bench.ts";
import { Open, open } from "./door.ts";

const by = (name: string) => new Open({ doorId: "d", by: name });
const inGroup = { group: "g" };
const HOUR = 3_600_000;

describe("rule 7: a group waits behind its head", () => {
  it("sends the followers in the batch back together with the head, uncounted, and lets other groups run", async () => {
    const b = bench("open.ts", open);
    const head = received("head", by("fails"), inGroup);
    const follower = received("follower", by("me"), inGroup);
    const other = received("other", new Open({ doorId: "e", by: "me" }), { group: "h" });
    expect(await b.deliver(head, follower, other)).toEqual([head.messageId, follower.messageId]);
    expect(b.backedOff.map(({ ids }) => ids)).toEqual([[head.messageId, follower.messageId]]);
    expect((await b.attempt("head"))?.count).toBe(1);
    expect(await b.attempt("follower")).toBeUndefined();
  });

  it("goes on behind a head that went to the dead-letter queue", async () => {
    const b = bench("open.ts", open);
    expect(await b.deliver(received("head", by("never"), inGroup), received("follower", by("me"), inGroup))).toEqual(
      [],
    );
    expect(b.deadLetters.map(({ reason: { code, attempts } }) => [code, attempts])).toEqual([["walled-up", 1]]);
    expect(b.ground.all().flatMap(({ answers }) => answers.map(({ id }) => id))).toEqual(["follower"]);
  });
});

describe("rule 8: attempts are counted on the failure path", () => {
  it("dead-letters at the eighth failure, with the reason, whatever the receive count says", async () => {
    const b = bench("open.ts", open);
    for (let i = 1; i < 8; i++)
      expect(await b.deliver(received("m", by("fails"), { ...inGroup, receives: 2 }))).toHaveLength(1);
    expect(await b.deliver(received("m", by("fails"), { ...inGroup, receives: 2 }))).toEqual([]);
    expect(b.deadLetters.map(({ reason }) => [reason.reason, reason.attempts, reason.consumer])).toEqual([
      ["jammed", 8, "test/door"],
    ]);
    expect((await b.attempt("m"))?.dead?.reason).toBe("jammed");
  });

  it("backs off longer with each failure", async () => {
    const b = bench("open.ts", open);
    for (let i = 0; i < 4; i++) await b.deliver(received("m", by("fails"), inGroup));
    expect(b.backedOff.map(({ seconds }) => seconds)).toEqual([1, 2, 3, 6]);
  });

  it("waits as long as asked, uncounted, and gives up by age", async () => {
    const b = bench("open.ts", open);
    for (let i = 0; i < 20; i++) await b.deliver(received("m", by("later"), inGroup));
    expect(b.backedOff[0]?.seconds).toBe(5);
    expect((await b.attempt("m"))?.count).toBe(0);
    b.clock.now += 25 * HOUR;
    expect(await b.deliver(received("m", by("later"), inGroup))).toEqual([]);
    expect(b.deadLetters.map(({ reason }) => reason.code)).toEqual(["retryable"]);
  });

  it("begins anew when a dead letter is redriven", async () => {
    const b = bench("open.ts", open);
    for (let i = 0; i < 8; i++) await b.deliver(received("m", by("fails"), inGroup));
    expect(await b.deliver(received("m", by("fails"), { ...inGroup, redriven: true }))).toHaveLength(1);
    expect((await b.attempt("m"))?.count).toBe(1);
    expect(await b.deliver(received("m", by("me"), { ...inGroup, redriven: true }))).toEqual([]);
    expect(b.ground.all()).toHaveLength(1);
  });

  it("counts a record of unaccounted receives before it runs, and takes what is done out of the queue first", async () => {
    const b = bench("open.ts", open);
    const kills = () => received("m", by("fails"), { ...inGroup, receives: 3 });
    await b.deliver(kills(), received("good", new Open({ doorId: "e", by: "me" }), { group: "h" }));
    expect(b.calls.indexOf("inbox.remove")).toBeLessThan(b.calls.indexOf("attempts.write"));
    expect((await b.attempt("m"))?.count).toBe(1);
  });

  it("gives up a record that has had its attempts without a trace, and does not run it again", async () => {
    const b = bench("open.ts", open);
    const time = "2026-01-01T00:00:00.000Z";
    const attempt = { count: 8, first: time, last: time, receives: 10, fingerprint: "", suspect: true };
    await b.ground.attempts.write("test/door", "m", attempt);
    expect(await b.deliver(received("m", by("me"), { ...inGroup, receives: 11 }))).toEqual([]);
    expect(b.deadLetters.map(({ reason }) => [reason.code, reason.attempts])).toEqual([["kills-the-process", 8]]);
    expect(b.ground.all()).toEqual([]);
  });
});

describe("nonsense", () => {
  it.each([
    ["not JSON", "{", "not-json"],
    ["no envelope", '{"type":"Open"}', "not-an-envelope"],
    ["null", "null", "not-an-envelope"],
    ["20,000 brackets", "[".repeat(20_000), "not-json"],
    ["20,000 closed brackets", "[".repeat(20_000) + "]".repeat(20_000), "not-an-envelope"],
  ])("dead-letters a body that is %s, and the good ones of the batch are done", async (_, body, code) => {
    const b = bench("open.ts", open);
    const good = Array.from({ length: 9 }, (_, i) => received(`g${i}`, by("me"), { group: `g${i}` }));
    const bad = { ...received("bad", by("me"), { group: "bad" }), body };
    expect(await b.deliver(...good, bad)).toEqual([]);
    expect(b.deadLetters.map(({ reason }) => reason.code)).toEqual([code]);
    expect(b.ground.all().flatMap(({ answers }) => answers)).toHaveLength(9);
  });

  it("dead-letters data that its contract refuses, and a key that is none", async () => {
    const b = bench("open.ts", open);
    const wrong = received("wrong", { kind: "command", type: "Open", data: { doorId: "d", by: 1 } }, inGroup);
    const keyless = received("keyless", { kind: "command", type: "Open", data: { doorId: 1 } }, { group: "h" });
    expect(await b.deliver(wrong, keyless)).toEqual([]);
    expect(b.deadLetters.map(({ reason }) => reason.code).sort()).toEqual(["invalid-message", "no-key"]);
  });

  it("waits for newer code when it does not know a type or a version", async () => {
    const b = bench("open.ts", open);
    const unknown = received("u", { kind: "command", type: "Paint", data: {} }, inGroup);
    const newer = received("n", by("me"), { group: "h", contractversion: 2 });
    expect(await b.deliver(unknown, newer)).toHaveLength(2);
    expect(b.deadLetters).toEqual([]);
  });

  it("ends a loop at the hop limit", async () => {
    const b = bench("open.ts", open);
    expect(await b.deliver(received("m", by("me"), { ...inGroup, hops: 101 }))).toEqual([]);
    expect(b.deadLetters.map(({ reason }) => reason.code)).toEqual(["hop-limit"]);
  });
});

it("a message that has been answered is no dead letter, however often it was received beside one that ends the process", async () => {
  const b = bench("open.ts", open);
  const again = (receives: number) => received("m", new Open({ doorId: "d", by: "me" }), { group: "g", receives });
  await b.deliver(again(1));
  for (let receives = 4; receives < 14; receives++) await b.deliver(again(receives * 4));
  expect(new Set(b.log.slice(1).map(({ outcome }) => outcome))).toEqual(new Set(["duplicate"]));
  expect(b.deadLetters).toEqual([]);
});
