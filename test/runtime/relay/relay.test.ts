import { describe, expect, it } from "vitest";
import type { Commit, StoredSend } from "../../../functions/runtime/commit.ts";
import type { Envelope } from "../../../functions/runtime/envelope.ts";
import type { Addressed, Failure, Roads, SetAside } from "../../../functions/runtime/ports.ts";
import { relay, relayAgain } from "../../../functions/runtime/relay/index.ts";
import type { Routes } from "../../../functions/runtime/routes.ts";

const routes: Routes = {
  commands: {
    Paint: { consumer: "shop/door", fifo: true, state: "shop/door", key: "doorId" },
    Shout: { consumer: "shop/shout", fifo: false },
  },
  repliesTo: { "shop/guard": "shop/guard" },
  declared: { "shop/door": ["Opened"], "shop/guard": ["Paint", "Shout"] },
  public: [],
};

const answer = { id: "m", type: "Open", sent: "2026-01-01T00:00:00.000Z", correlationid: "r", hops: 2, actor: "me" };

const commit = (stream: string, events: string[], sends: Partial<StoredSend>[] = []): Commit => ({
  stream,
  n: 3,
  time: "2026-01-01T00:00:01.000Z",
  by: "shop/open",
  version: 7,
  events: events.map((type) => ({ type, v: 1, data: { doorId: "d" }, by: 0 })),
  sends: sends.map((send) => ({ kind: "command", type: "Paint", v: 1, data: { doorId: "d" }, by: 0, ...send })),
  answers: [answer],
});

function fakeRoads(fails: (envelope: Envelope) => boolean = () => false, keeps = true) {
  const published: Envelope[] = [];
  const sent: (Addressed & { consumer: string })[] = [];
  const aside: SetAside[] = [];
  const failures = (envelopes: readonly Envelope[]): Failure[] =>
    envelopes.filter(fails).map(({ id }) => ({ id, reason: "no" }));
  const roads: Roads = {
    publish: async (envelopes) => {
      published.push(...envelopes.filter((envelope) => !fails(envelope)));
      return failures(envelopes);
    },
    send: async (consumer, messages) => {
      sent.push(...messages.filter(({ envelope }) => !fails(envelope)).map((message) => ({ ...message, consumer })));
      return failures(messages.map(({ envelope }) => envelope));
    },
    setAside: async (messages) => {
      if (!keeps) throw new Error("the retry queue is gone");
      aside.push(...messages);
      return [];
    },
  };
  return { roads, published, sent, aside };
}

describe("relay", () => {
  it("gives every message the id of its place in its commit, and what its cause hands down", async () => {
    const { roads, published } = fakeRoads();
    await relay({ routes, roads }, [commit("shop/door/d", ["Opened", "Opened"])]);
    expect(published.map(({ id, streamversion }) => [id, streamversion])).toEqual([
      ["shop/door/d@3.0", 6],
      ["shop/door/d@3.1", 7],
    ]);
    expect(published[0]).toMatchObject({
      correlationid: "r",
      causationid: "m",
      hops: 3,
      actor: "me",
      born: "2026-01-01T00:00:01.000Z",
      stream: "shop/door/d",
    });
  });

  it("sends a command to its one consumer, in the group of its stream, and a timer to its own saga", async () => {
    const { roads, sent } = fakeRoads();
    const timer = { kind: "timer", type: "wait", to: "shop/guard/g", delay: 5_000 } as const;
    const received = [{ kind: "event", type: "Opened", v: 1, data: {}, by: 0 }] as const;
    await relay({ routes, roads }, [{ ...commit("shop/guard/g", [], [{}, timer]), received }]);
    expect(sent.map(({ consumer, group, delay, envelope }) => [consumer, group, delay, envelope.replyto])).toEqual([
      ["shop/door", "shop/door/d", undefined, "shop/guard/g"],
      ["shop/guard", undefined, 5_000, undefined],
    ]);
  });

  it.each([
    [
      "an event that no handler of the stream declares",
      commit("shop/door/d", ["Painted"]),
      /no handler of shop\/door declares Painted/,
    ],
    ["a command that no handler takes", commit("shop/guard/g", [], [{ type: "Shut" }]), /declares Shut/],
    [
      "a timer for another saga",
      commit("shop/door/d", [], [{ kind: "timer", type: "wait", to: "shop/guard/g" }]),
      /for shop\/door alone/,
    ],
  ])("sets aside %s, and the rest goes", async (_, bad, reason) => {
    const { roads, published, aside } = fakeRoads();
    expect(await relay({ routes, roads }, [bad, commit("shop/door/e", ["Opened"])])).toEqual([]);
    expect(aside.map((message) => message.reason)).toEqual([expect.stringMatching(reason)]);
    expect(published).toHaveLength(1);
  });

  it("sets aside the message that does not go, and fails the commit only if that fails too", async () => {
    const good = commit("shop/door/e", ["Opened"]);
    const bad = commit("shop/door/d", ["Opened"]);
    const fails = ({ stream }: Envelope) => stream === "shop/door/d";
    const kept = fakeRoads(fails);
    expect(await relay({ routes, roads: kept.roads }, [good, bad])).toEqual([]);
    expect(kept.aside.map(({ envelope }) => envelope.id)).toEqual(["shop/door/d@3.0"]);
    const lost = fakeRoads(fails, false);
    expect(await relay({ routes, roads: lost.roads }, [good, bad])).toEqual([bad]);
    expect(lost.published.map(({ stream }) => stream)).toEqual(["shop/door/e"]);
  });

  it("does not send what was refused when it is tried again by the same code", async () => {
    const first = fakeRoads();
    await relay({ routes, roads: first.roads }, [commit("shop/door/d", ["Painted", "Opened"])]);
    const second = fakeRoads();
    expect(await relayAgain({ routes, roads: second.roads }, first.aside)).toEqual(["shop/door/d@3.0"]);
    expect(second.published).toEqual([]);
    const newer = { ...routes, declared: { ...routes.declared, "shop/door": ["Opened", "Painted"] } };
    expect(await relayAgain({ routes: newer, roads: second.roads }, first.aside)).toEqual([]);
    expect(second.published).toHaveLength(1);
  });
});
