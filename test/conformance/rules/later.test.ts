import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Commit, outgoing } from "../../../functions/runtime/commit.ts";
import { cancel, command, document, event, handle, later, on, saga } from "../../../functions/runtime/index.ts";
import { bench, received } from "./bench.ts";

const DAY = 24 * 3_600_000;

class Told extends event("Told", { id: z.string() }) {}
class Ring extends command("Ring", { id: z.string() }) {}
class Wipe extends command("Wipe", { id: z.string() }, { expiresAfter: 60_000 }) {}
class Width extends document("Width", { id: z.string() }) {}

const ring = new Ring({ id: "1" });

/** What a handler's answer becomes: the commit, and what the relay makes of it. */
async function saying(answer: () => unknown) {
  const place = bench("ring-on-told.ts", on(Told, { sends: [Ring, Wipe] }, answer as () => Ring));
  await place.deliver(received("m", new Told({ id: "1" })));
  const [commit] = place.ground.all();
  return { ...place, commit, sent: commit ? outgoing(commit) : [] };
}

const STREAM = "test/ring-on-told/m";

describe("a command for later", () => {
  it("keeps its delay from the commit, says when it is due, and cannot have been answered before", async () => {
    const { sent } = await saying(() => later(ring, { by: 90_000 }));
    expect(sent).toMatchObject([
      {
        delay: 90_000,
        envelope: { id: `${STREAM}@1.0`, due: "2026-01-01T00:01:30.000Z", born: "2026-01-01T00:01:30.000Z" },
      },
    ]);
  });

  it("at a time is delayed until then, and one that has passed goes at once", async () => {
    const { sent } = await saying(() => [
      later(ring, { at: "2026-01-01T01:00:00+00:30" }),
      later(ring, { at: "2025-12-31T00:00:00Z" }),
    ]);
    expect(sent.map(({ delay, envelope }) => [delay, envelope.due])).toEqual([
      [1_800_000, "2026-01-01T00:30:00.000Z"],
      [undefined, undefined],
    ]);
  });

  it("under a name has that name for an id, whatever is in it, and may have been answered from its commit on", async () => {
    const { sent } = await saying(() => [
      later(ring, { by: 1_000 }, "9.1@b/ü"),
      cancel(ring, "9.1@b/ü"),
      later(ring, { by: 0 }, "now"),
    ]);
    expect(sent.map(({ envelope: { id, born, cancelled, due } }) => [id, born, cancelled, due])).toEqual([
      [`${STREAM}@9%2E1%40b%2F%C3%BC`, "2026-01-01T00:00:00.000Z", undefined, "2026-01-01T00:00:01.000Z"],
      [`${STREAM}@9%2E1%40b%2F%C3%BC`, "2026-01-01T00:00:00.000Z", true, undefined],
      [`${STREAM}@now`, "2026-01-01T00:00:00.000Z", undefined, undefined],
    ]);
  });

  it("expires so long after it is due; a cancellation never does", async () => {
    const wipe = new Wipe({ id: "1" });
    const { sent } = await saying(() => [wipe, later(wipe, { by: 10_000 }, "a"), cancel(wipe, "a")]);
    expect(sent.map(({ envelope }) => envelope.expirytime)).toEqual([
      "2026-01-01T00:01:00.000Z",
      "2026-01-01T00:01:10.000Z",
      undefined,
    ]);
  });

  it.each([
    [{ by: -1 }, "a", "bad-delay"],
    [{ by: Number.NaN }, "a", "bad-delay"],
    [{ by: 367 * DAY }, "a", "bad-delay"],
    [{ at: "tomorrow" }, "a", "bad-delay"],
    [{ at: "2027-06-01T00:00:00Z" }, "a", "bad-delay"],
    [{ by: 1 }, "", "bad-name"],
    [{ by: 1 }, "x".repeat(129), "bad-name"],
    [{ by: 1 }, "\ud800", "bad-name"],
  ])("of %j under %j is a dead letter: %s", async (when, as, code) => {
    const { deadLetters, commit } = await saying(() => later(ring, when, as));
    expect(deadLetters.map(({ reason }) => [reason.code, reason.help !== ""])).toEqual([[code, true]]);
    expect(commit).toBeUndefined();
  });

  it("that is none, or is not declared, is a dead letter", async () => {
    for (const said of [new Told({ id: "1" }), new Width({ id: "1" })]) {
      const { deadLetters } = await saying(() => later(said as unknown as Ring, { by: 1 }));
      expect(deadLetters.map(({ reason }) => reason.code)).toEqual(["undeclared-message"]);
    }
    const replying = handle(Ring, { replies: Width }, () => later(new Width({ id: "1" }) as never, { by: 1 }) as never);
    const place = bench("ring.ts", replying);
    await place.deliver(received("m", ring));
    expect(place.deadLetters.map(({ reason }) => reason.code)).toEqual(["undeclared-message"]);
  });

  it("is a saga's to send as well", async () => {
    const asking = saga("asking", { key: "id", startedBy: [Told], sends: [Ring], initial: {}, waits: {} })({
      on: { Told: () => ({ send: later(ring, { by: 5_000 }, "ring") }) },
      timeout: {},
    });
    const place = bench("asking.saga.ts", asking);
    await place.deliver(received("m", new Told({ id: "1" }), { stream: "test/bell/1" }));
    const [message] = outgoing(place.ground.all()[0] as Commit);
    expect(message).toMatchObject({
      delay: 5_000,
      envelope: { id: "test/asking/1@ring", kind: "command", type: "Ring", replyto: "test/asking/1" },
    });
  });

  it("of more than 60 days still finds a stateless handler that can judge it", async () => {
    const place = bench(
      "ring.ts",
      handle(Ring, {}, () => undefined),
    );
    place.clock.now += 90 * DAY;
    const due = new Date(place.clock.now - DAY).toISOString();
    await place.deliver(received("test/x/y@named", ring, { due }));
    expect(place.log.map(({ outcome }) => outcome)).toEqual(["done"]);
    place.clock.now += 61 * DAY;
    await place.deliver(received("test/x/z@named", ring, { due }));
    expect(place.deadLetters.map(({ reason }) => reason.code)).toEqual(["too-old"]);
  });
});
