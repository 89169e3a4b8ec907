import { describe, expect, it } from "vitest";
import * as z from "zod";
import { command, handle, Rejected } from "../../../functions/runtime/index.ts";
import type { Need } from "../../../functions/runtime/needs.ts";
import { bench, received } from "./bench.ts";
import { Open, ring } from "./door.ts";

const by = (name: string) => new Open({ doorId: "d", by: name });
const inGroup = { group: "g" };
const MINUTE = 60_000;

class Post extends command("Post", { letter: z.string() }) {}

/** A stateless handler that counts what it sends. */
function posting(effect: "again" | "hold") {
  let posted = 0;
  const box: Need<() => void> = { uses: [], create: () => () => void posted++ };
  const definition = handle(Post, { needs: { box }, effect }, async (_, __, { box }) => box());
  return { b: bench("post.ts", definition), posted: () => posted };
}

const post = (more = {}) => received("m", new Post({ letter: "l" }), more);

describe("a claim", () => {
  it("is not made for a message that cannot be handled, so that nobody waits behind it", async () => {
    let rings = 0;
    const b = bench(
      "ring.ts",
      ring(async () => void rings++, "hold"),
    );
    const wrong = received("wrong", { kind: "command", type: "Open", data: { doorId: "d", by: 1 } }, inGroup);
    const newer = received("newer", by("me"), { ...inGroup, contractversion: 2 });
    await b.deliver(wrong);
    await b.deliver(newer);
    expect(b.ground.all()).toEqual([]);
    expect(await b.deliver(received("m", by("me"), inGroup))).toEqual([]);
    expect(rings).toBe(1);
  });

  it("licenses one more try per redrive, not every later one", async () => {
    let rings = 0;
    const failing = ring(async () => {
      rings++;
      throw new Error("nobody knows whether it rang");
    }, "hold");
    const b = bench("ring.ts", failing);
    await b.deliver(received("m", by("me"), inGroup));
    b.clock.now += 2 * MINUTE;
    await b.deliver(received("m", by("me"), inGroup));
    const redriven = received("m", by("me"), { ...inGroup, redriven: true });
    for (let i = 0; i < 5; i++) {
      await b.deliver(redriven);
      b.clock.now += 2 * MINUTE;
    }
    expect(rings).toBe(2);
  });

  it("of an answered stateless message leaves its duplicates answered", async () => {
    const { b, posted } = posting("hold");
    await b.deliver(post());
    b.clock.now += 2 * MINUTE;
    expect(await b.deliver(post())).toEqual([]);
    expect(b.deadLetters).toEqual([]);
    expect(posted()).toBe(1);
    expect(b.ground.all().map(({ expires }) => typeof expires)).toEqual(["number", "number"]);
  });

  it("whose own response was lost is known as its own", async () => {
    const { b, posted } = posting("hold");
    const append = b.ground.journal.append;
    let lost = true;
    Object.assign(b.ground.journal, {
      append: async (commit: Parameters<typeof append>[0]) => {
        const standing = await append(commit);
        if (!lost) return standing;
        lost = false;
        // The answer got lost; the client has asked again and is told what stands there.
        return append(commit);
      },
    });
    b.restart();
    expect(await b.deliver(post())).toEqual([]);
    expect(posted()).toBe(1);
  });
});

describe("a stateless effect tried again", () => {
  it("is not repeated for a message that was answered before it could be deleted", async () => {
    const { b, posted } = posting("again");
    await b.deliver(post());
    await b.deliver(post({ receives: 2 }));
    expect(posted()).toBe(1);
  });
});

describe("a duplicate at the head of a batch", () => {
  it("is answered whatever becomes of what follows it", async () => {
    const b = bench(
      "ring.ts",
      ring(async () => {
        throw new Rejected("no", "not now");
      }),
    );
    await b.deliver(received("m", by("me"), inGroup));
    expect(await b.deliver(received("m", by("me"), inGroup), received("n", by("you"), inGroup))).toEqual([]);
    expect(b.log.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(["m rejected", "m duplicate", "n rejected"]);
  });
});
