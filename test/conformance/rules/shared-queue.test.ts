import { describe, expect, it } from "vitest";
import * as z from "zod";
import { event, on, state } from "../../../functions/runtime/index.ts";
import { consumerOf } from "../../../functions/runtime/manifest.ts";
import { mergeConsumers } from "../../../functions/runtime/merge-consumers.ts";
import { benchOf, received } from "./bench.ts";

const orderId = z.string();
class Paid extends event("Paid", { orderId }) {}
class Packed extends event("Packed", { orderId }) {}
class Noted extends event("Noted", { orderId, what: z.string() }) {}

const notes = state("notes", { key: "orderId", from: [Noted], initial: [] as readonly string[] })({
  Noted: (all, { what }) => [...all, what],
});
const noted = { state: notes, emits: [Noted], queue: "notes" };
const files = {
  "note-paid-on-paid.ts": on(Paid, noted, ({ data }, all) => new Noted({ ...data, what: `paid after ${all.length}` })),
  "note-packed-on-packed.ts": on(Packed, noted, ({ data }, all) => {
    if (data.orderId === "broken") throw new Error("broken");
    return new Noted({ ...data, what: `packed after ${all.length}` });
  }),
};

describe("subscribers that share a queue", () => {
  it("are one consumer with a filter of all their types, their own and those of other systems", () => {
    const [one, ...others] = mergeConsumers(
      Object.entries(files).map(([file, each]) => consumerOf("test", each, `test/${file}`, new Set(["Paid"]))),
    );
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      name: "test/notes",
      kind: "subscriber",
      fifo: false,
      writes: "test/notes",
      filter: { types: ["Paid"] },
      fromBus: ["Packed"],
      handlers: [{ name: "note-paid-on-paid" }, { name: "note-packed-on-packed" }],
    });
  });

  it("fold the events of one stream that come together into one commit, each told by its own handler", async () => {
    const b = benchOf(files);
    const events = [new Paid({ orderId: "o" }), new Packed({ orderId: "o" }), new Paid({ orderId: "other" })];
    expect(await b.deliver(...events.map((each, i) => received(`m${i}`, each)))).toEqual([]);
    const commits = b.ground.all().toSorted((a, c) => a.stream.localeCompare(c.stream));
    expect(commits).toMatchObject([
      {
        stream: "test/notes/o",
        by: "test/note-paid-on-paid",
        events: [{ data: { what: "paid after 0" } }, { data: { what: "packed after 1" } }],
        answers: [{ id: "m0" }, { id: "m1", by: "test/note-packed-on-packed" }],
      },
      { stream: "test/notes/other" },
    ]);
    expect(b.calls.filter((call) => call === "journal.append")).toHaveLength(2);
    expect(b.log.map(({ handler }) => handler).toSorted()).toEqual([
      "test/note-packed-on-packed",
      "test/note-paid-on-paid",
      "test/note-paid-on-paid",
    ]);
  });

  it("fail for themselves: what the one cannot handle comes back alone", async () => {
    const b = benchOf(files);
    const broken = received("m1", new Packed({ orderId: "broken" }));
    expect(await b.deliver(received("m0", new Paid({ orderId: "broken" })), broken)).toEqual([broken.messageId]);
    expect(b.ground.all()).toMatchObject([{ answers: [{ id: "m0" }] }]);
  });
});
