import { describe, expect, it } from "vitest";
import { bench, received } from "./bench.ts";
import { Open, ring } from "./door.ts";

const by = (name: string) => new Open({ doorId: "d", by: name });
const inGroup = { group: "g" };
const MINUTE = 60_000;

describe("rule 5: a handler with needs never folds", () => {
  it("commits each effect before the next one begins", async () => {
    const order: string[] = [];
    const b = bench(
      "ring.ts",
      ring(async () => void order.push(`effect after ${b.ground.all().length} commits`)),
    );
    await b.deliver(received("m1", by("me"), inGroup), received("m2", by("you"), inGroup));
    expect(order).toEqual(["effect after 0 commits", "effect after 1 commits"]);
    expect(b.ground.all().map(({ answers }) => answers.length)).toEqual([1, 1]);
  });
});

describe("rule 9: the provider's key is of the attempt", () => {
  it("is the same for another message of the same attempt, and new once the attempt is finished", async () => {
    const keys: string[] = [];
    let fails = true;
    const b = bench(
      "ring.ts",
      ring(async (key) => {
        keys.push(key);
        if (fails) throw new Error("no answer");
      }),
    );
    await b.deliver(received("m1", by("me"), inGroup));
    await b.deliver(received("another", by("me"), inGroup));
    fails = false;
    await b.deliver(received("m1", by("me"), inGroup));
    await b.deliver(received("m2", by("me"), inGroup));
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
  });
});

describe("rule 11: hold claims before the effect", () => {
  it("writes the claim, then the effect, then the answer: two puts", async () => {
    const order: string[] = [];
    const b = bench(
      "ring.ts",
      ring(async () => void order.push(...b.calls), "hold"),
    );
    await b.deliver(received("m", by("me"), inGroup));
    expect(order).toEqual(["journal.tail", "journal.append"]);
    expect(b.calls).toEqual(["journal.tail", "journal.append", "journal.append"]);
    expect(b.ground.all().map(({ claim, answers }) => [claim?.id, answers.map(({ id }) => id)])).toEqual([
      ["m", []],
      [undefined, ["m"]],
    ]);
  });

  it("leaves an unfinished claim to a person, holds back the others, and does it again when that person redrives", async () => {
    let rings = 0;
    let dies = true;
    const b = bench(
      "ring.ts",
      ring(async () => {
        rings++;
        if (dies) throw new Error("nobody knows whether it rang");
      }, "hold"),
    );
    const m = () => received("m", by("me"), inGroup);
    expect(await b.deliver(m())).toHaveLength(1);
    expect(await b.deliver(m())).toHaveLength(1);
    expect(await b.deliver(received("other", by("you"), inGroup))).toHaveLength(1);
    b.clock.now += 2 * MINUTE;
    expect(await b.deliver(m())).toEqual([]);
    expect(b.deadLetters.map(({ reason }) => reason.code)).toEqual(["claim-unfinished"]);
    expect(rings).toBe(1);
    dies = false;
    expect(await b.deliver(received("m", by("me"), { ...inGroup, redriven: true }))).toEqual([]);
    expect(await b.deliver(received("other", by("you"), inGroup))).toEqual([]);
    expect(rings).toBe(3);
  });
});
