import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { Rate } from "../../../functions/runtime/handler.ts";
import { command, event, handle, Retryable, state } from "../../../functions/runtime/index.ts";
import { bench, received } from "./bench.ts";

class Knock extends command("Knock", { doorId: z.string(), by: z.string() }, { expiresAfter: 3_600_000 }) {}
class Knocked extends event("Knocked", { doorId: z.string(), by: z.string() }) {}

const door = state("door", { key: "doorId", from: [Knocked], initial: 0 })({ Knocked: (count) => count + 1 });

const SECOND = 1_000;
const DAY = 86_400_000;

const knocking = (rate: Rate) =>
  bench(
    "knock.ts",
    handle(Knock, { state: door, emits: [Knocked], rate }, ({ data }) => {
      if (data.by === "early") throw new Retryable();
      return new Knocked(data);
    }),
  );

const knock = (id: string, doorId = "d", more: Parameters<typeof received>[2] = {}) =>
  received(id, new Knock({ doorId, by: "me" }), { group: doorId, ...more });

const done = (b: ReturnType<typeof bench>) => b.ground.all().flatMap(({ answers }) => answers.map(({ id }) => id));
const takes = (b: ReturnType<typeof bench>) => b.calls.filter((call) => call === "rates.take").length;

describe("a rate", () => {
  it("holds back what is too much, uncounted, and its group behind it in order", async () => {
    const b = knocking({ limit: 2, per: 10 * SECOND });
    const batch = ["1", "2", "3", "4"].map((id) => knock(id));
    expect(await b.deliver(...batch)).toEqual([batch[2]?.messageId, batch[3]?.messageId]);
    expect(b.backedOff).toEqual([{ ids: [batch[2]?.messageId, batch[3]?.messageId], seconds: 5 }]);
    expect(b.log.map(({ id, outcome, code }) => [id, outcome, code])).toEqual([
      ["1", "done", undefined],
      ["2", "done", undefined],
      ["3", "waiting", "rate-limited"],
    ]);
    expect(await b.attempt("3")).toMatchObject({ count: 0, held: 5 * SECOND });
    b.clock.now += 5 * SECOND;
    await b.deliver(knock("3"), knock("4"));
    expect(done(b)).toEqual(["1", "2", "3"]);
  });

  it("by the key holds back that key alone", async () => {
    const b = knocking({ limit: 1, per: 60 * SECOND, by: "doorId" });
    const [first, second, other] = [knock("1", "a"), knock("2", "a"), knock("3", "b")];
    expect(await b.deliver(first, second, other)).toEqual([second.messageId]);
    expect(done(b).sort()).toEqual(["1", "3"]);
  });

  it("costs one call per message that runs, and none for what does not", async () => {
    const b = knocking({ limit: 100, per: SECOND });
    await b.deliver(knock("1"), knock("2"));
    expect(takes(b)).toBe(2);
    await b.deliver(knock("1"));
    await b.deliver(knock("3", "d", { expirytime: "2025-12-31T00:00:00.000Z" }));
    await b.deliver(knock("4", "d", { cancelled: true }));
    await b.deliver(received("5", { kind: "command", type: "Knock", data: { doorId: "d", by: 1 } }, { group: "d" }));
    expect(takes(b)).toBe(2);
  });

  it("is asked nothing where there is none", async () => {
    const b = bench(
      "knock.ts",
      handle(Knock, { state: door, emits: [Knocked] }, ({ data }) => new Knocked(data)),
    );
    await b.deliver(knock("1"));
    expect(b.calls).toEqual(["journal.tail", "journal.append"]);
  });

  it("defers for longer than what is not ready may wait, up to what the queue keeps", async () => {
    const b = knocking({ limit: 1, per: 30 * DAY });
    await b.deliver(knock("1"));
    const queuedAt = b.clock.now;
    const late = () => ({ ...knock("2"), queuedAt });
    for (let day = 0; day < 9; day++) {
      expect(await b.deliver(late())).toHaveLength(1);
      b.clock.now += DAY;
    }
    b.clock.now += SECOND;
    expect(await b.deliver(late())).toEqual([]);
    expect(b.deadLetters.map(({ reason }) => [reason.code, reason.attempts])).toEqual([["rate-limited", 0]]);
  });

  it("takes nothing from the time that a message may be not ready", async () => {
    const b = knocking({ limit: 1, per: 2 * DAY });
    const early = () => received("2", new Knock({ doorId: "d", by: "early" }), { group: "d" });
    await b.deliver(knock("1"));
    for (let quarters = 0; quarters < 8; quarters++) {
      await b.deliver(early());
      b.clock.now += DAY / 4;
    }
    expect(await b.deliver(early())).toHaveLength(1);
    expect(b.deadLetters).toEqual([]);
  });

  it("is waited for no longer than twenty minutes more than it needs, however long that has been", async () => {
    const b = knocking({ limit: 1, per: SECOND });
    for (let i = 0; i < 2; i++) await b.deliver(knock("1"), knock("2"));
    await b.ground.attempts.write("test/door", "2", {
      ...{ count: 0, first: "2025-12-25T00:00:00.000Z", last: "2025-12-25T00:00:00.000Z", receives: 1 },
      ...{ fingerprint: "", suspect: false },
    });
    await b.ground.rates.take("test/door/knock", { limit: 1, per: SECOND }, b.clock.now);
    b.backedOff.length = 0;
    await b.deliver(knock("2"));
    expect(b.backedOff.map(({ seconds }) => seconds)).toEqual([1_200]);
  });
});
