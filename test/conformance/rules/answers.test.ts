import { describe, expect, it } from "vitest";
import { bench, received } from "./bench.ts";
import { Open, open } from "./door.ts";

const by = (name: string) => new Open({ doorId: "d", by: name });
const inGroup = { group: "g" };

describe("rule 1: every answer is a commit", () => {
  it.each([
    ["an event", "me", 1],
    ["nothing to do", "nobody", 0],
    ["a rejection", "a stranger", 0],
  ])("commits %s, and a duplicate writes nothing more", async (_, name, events) => {
    const b = bench("open.ts", open);
    await b.deliver(received("m", by(name), inGroup));
    await b.deliver(received("m", by(name), inGroup));
    const commits = b.ground.all();
    expect(commits).toHaveLength(1);
    expect(commits[0]?.events).toHaveLength(events);
    expect(b.log.map(({ outcome }) => outcome)).toEqual([name === "a stranger" ? "rejected" : "done", "duplicate"]);
  });

  it("keeps of a refused message what the domain says that it is about, and tells its sender no more than before", async () => {
    const b = bench("open.ts", open);
    await b.deliver(received("m", by("a stranger"), { ...inGroup, replyto: "rules/lodger/l" }));
    const [commit] = b.ground.all();
    const refusal = { code: "stranger", reason: "strangers stay outside", help: "" };
    expect(commit?.answers[0]?.rejected).toEqual({ ...refusal, about: { by: "a stranger" } });
    expect(commit?.sends.map(({ data }) => data)).toEqual([
      { command: "Open", ...refusal, request: { doorId: "d", by: "a stranger" } },
    ]);
  });

  it("numbers commits and events apart", async () => {
    const b = bench("open.ts", open);
    await b.deliver(received("m1", by("nobody"), inGroup));
    await b.deliver(received("m2", by("me"), inGroup));
    expect(b.ground.all().map(({ n, version }) => [n, version])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });
});

describe("rule 2: duplicates are told by envelope id", () => {
  const LIMITS = { ids: 2, snapshotEvery: 2, tail: 2, clockMargin: 0 };

  it("finds an id that has left the list in its pages, and reads pages for old messages alone", async () => {
    const b = bench("open.ts", open, LIMITS);
    for (let i = 0; i < 8; i++) {
      b.clock.now += 1_000;
      await b.deliver(received(`m${i}`, by("me"), inGroup));
    }
    b.restart();
    b.calls.length = 0;
    await b.deliver(received("m0", by("me"), { ...inGroup, receives: 2 }));
    expect(b.calls).toContain("snapshots.readPage");
    expect(b.ground.all()).toHaveLength(8);
    b.calls.length = 0;
    await b.deliver(received("new", by("me"), { ...inGroup, born: new Date(b.clock.now).toISOString() }));
    expect(b.calls).not.toContain("snapshots.readPage");
    expect(b.ground.all()).toHaveLength(9);
  });

  it("never lets commit times decrease, whatever the clock says", async () => {
    const b = bench("open.ts", open);
    await b.deliver(received("m1", by("me"), inGroup));
    b.clock.now -= 60_000;
    await b.deliver(received("m2", by("me"), inGroup));
    expect(b.ground.all().map(({ time }) => time)).toEqual(["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z"]);
  });

  it("takes no work when its clock is further off than the margin", async () => {
    const b = bench("open.ts", open);
    b.clock.skew = 11_000;
    expect(await b.deliver(received("m", by("me"), inGroup))).toHaveLength(1);
    expect(b.ground.all()).toEqual([]);
  });
});

describe("rule 4: what cannot be right is told before it is written", () => {
  it.each([
    ["an event that does not fold", "does not fold", "does-not-fold"],
    ["a commit that is too large", "too much", "commit-too-large"],
    ["a message that is too large", "too large", "message-too-large"],
  ])("dead-letters %s", async (_, name, code) => {
    const b = bench("open.ts", open);
    expect(await b.deliver(received("m", by(name), inGroup))).toEqual([]);
    expect(b.deadLetters.map(({ reason }) => reason.code)).toEqual([code]);
    expect(b.ground.all()).toEqual([]);
  });
});

describe("what it costs", () => {
  it("reads a stream once when cold, and not at all within a second", async () => {
    const b = bench("open.ts", open);
    await b.deliver(received("m1", by("me"), inGroup));
    expect(b.calls).toEqual(["journal.tail", "journal.append"]);
    b.calls.length = 0;
    await b.deliver(received("m2", by("me"), inGroup));
    expect(b.calls).toEqual(["journal.append"]);
    b.calls.length = 0;
    b.clock.now += 1_000;
    await b.deliver(received("m3", by("me"), inGroup));
    expect(b.calls).toEqual(["journal.read", "journal.append"]);
  });

  it("folds a batch of one stream into one commit", async () => {
    const b = bench("open.ts", open);
    await b.deliver(...["a", "b", "c"].map((id) => received(id, by(id), inGroup)));
    expect(b.calls).toEqual(["journal.tail", "journal.append"]);
    expect(b.ground.all().map(({ answers }) => answers.map(({ id }) => id))).toEqual([["a", "b", "c"]]);
  });
});
