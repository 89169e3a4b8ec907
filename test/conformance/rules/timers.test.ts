import { describe, expect, it } from "vitest";
import * as z from "zod";
import { command, event, saga } from "../../../functions/runtime/index.ts";
import { bench, received } from "./bench.ts";

class Asked extends event("Asked", { id: z.string() }) {}
class Answered extends event("Answered", { id: z.string() }) {}
class Remind extends command("Remind", { id: z.string() }) {}

const HOUR = 3_600_000;

const asking = saga("asking", {
  key: "id",
  startedBy: [Asked],
  sends: [Remind],
  initial: { open: false, reminded: 0 },
  waits: { answer: { for: [Answered], within: HOUR, while: ({ open }) => open } },
})({
  on: {
    Asked: (state) => ({ state: { ...state, open: true } }),
    Answered: (state) => ({ state: { ...state, open: false } }),
  },
  timeout: {
    answer: (state, _, { key }) => ({
      state: { ...state, reminded: state.reminded + 1 },
      send: new Remind({ id: key }),
    }),
  },
});

const STREAM = "test/asking/1";

/** A saga that waits since the clock's start, and its timer. */
async function waiting() {
  const place = bench("asking.saga.ts", asking);
  await place.deliver(received("asked", new Asked({ id: "1" }), { stream: "test/question/1" }));
  const [commit] = await place.ground.journal.read(STREAM, 0);
  const [armed] = commit?.sends ?? [];
  const timer = (data: unknown = armed?.data) =>
    received(`${STREAM}@1.0`, { kind: "timer", type: "answer", data }, { stream: STREAM });
  const sends = async () => (await place.ground.journal.read(STREAM, 1)).flatMap(({ sends: all }) => all);
  return { ...place, armed, timer, sends };
}

describe("a saga's timer", () => {
  it("carries its arm and its time, and the delay until then", async () => {
    const { armed } = await waiting();
    const due = Date.parse("2026-01-01T01:00:00Z");
    expect(armed).toEqual({
      kind: "timer",
      type: "answer",
      v: 1,
      data: { arm: 1, due },
      to: STREAM,
      delay: HOUR,
      by: 0,
    });
  });

  it("that comes too early waits for its time, uncounted", async () => {
    const { deliver, clock, timer, sends, backedOff, attempt } = await waiting();
    clock.now += HOUR - 10_001;
    const early = timer();
    expect(await deliver(early)).toEqual([early.messageId]);
    expect(backedOff).toEqual([{ ids: [early.messageId], seconds: 11 }]);
    expect((await attempt(`${STREAM}@1.0`))?.count).toBe(0);
    expect(await sends()).toEqual([]);
    clock.now += 10_001;
    expect(await deliver(timer())).toEqual([]);
    expect((await sends()).map(({ type }) => type)).toEqual(["Remind", "answer"]);
  });

  it("that comes early by no more than clocks may differ is obeyed, and armed anew from then on", async () => {
    const { deliver, clock, timer, sends } = await waiting();
    clock.now += HOUR - 10_000;
    expect(await deliver(timer())).toEqual([]);
    const [remind, again] = await sends();
    expect([remind?.type, again?.data]).toEqual(["Remind", { arm: 2, due: Date.parse("2026-01-01T01:59:50Z") }]);
  });

  it("of older code, which did not say when, is obeyed when it comes", async () => {
    const { deliver, timer, sends } = await waiting();
    expect(await deliver(timer({ arm: 1 }))).toEqual([]);
    expect((await sends()).map(({ type }) => type)).toEqual(["Remind", "answer"]);
  });
});
