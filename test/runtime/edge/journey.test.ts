import { describe, expect, test } from "vitest";
import { isComplete, journey } from "../../../functions/runtime/edge/journey.ts";
import type { TraceEntry } from "../../../functions/runtime/ports.ts";

const at = (second: number) => `2026-01-01T12:00:0${second}.000Z`;

const request: TraceEntry = {
  correlationid: "c",
  kind: "request",
  by: "PUT /cakes/opera",
  time: at(0),
  id: "c",
  type: "PUT /cakes/:cakeId",
  sent: at(0),
  outcome: "accepted",
  messages: [{ id: "m1", kind: "command", type: "BakeCake" }],
};
const baked: TraceEntry = {
  correlationid: "c",
  kind: "commit",
  by: "bakery/bake-cake",
  time: at(1),
  id: "m1",
  type: "BakeCake",
  sent: at(0),
  outcome: "done",
  messages: [
    { id: "e1", kind: "event", type: "CakeBaked" },
    { id: "t1", kind: "timer", type: "cooled" },
  ],
};
const heardBy = (by: string, second: number, more: Partial<TraceEntry> = {}): TraceEntry => ({
  correlationid: "c",
  kind: "projection",
  by,
  time: at(second),
  id: "e1",
  type: "CakeBaked",
  sent: at(1),
  outcome: "done",
  messages: [],
  ...more,
});
const shown = heardBy("bakery/cakes", 2);
const told = heardBy("bakery/tell", 4, {
  kind: "commit",
  messages: [{ id: "m2", kind: "command", type: "SendEmail" }],
});
const refused: TraceEntry = {
  ...baked,
  by: "bakery/send-email",
  time: at(6),
  id: "m2",
  type: "SendEmail",
  sent: at(4),
  outcome: "rejected: no-address",
  messages: [],
};

describe("a journey is a tree", () => {
  test("from the request over its commands and who handled them to whatever that caused", () => {
    const node = { kind: "commit", id: "m2", type: "SendEmail", sentAt: at(4), handledAt: at(6), ms: 2_000 };
    const email = { ...node, by: "bakery/send-email", outcome: "rejected: no-address", children: [] };
    const event = { id: "e1", type: "CakeBaked", sentAt: at(1), outcome: "done" };
    expect(journey([refused, told, shown, baked, request])).toEqual([
      {
        kind: "request",
        type: "PUT /cakes/:cakeId",
        id: "c",
        by: "PUT /cakes/opera",
        sentAt: at(0),
        handledAt: at(0),
        ms: 0,
        outcome: "accepted",
        children: [
          {
            kind: "command",
            type: "BakeCake",
            id: "m1",
            sentAt: at(0),
            handledAt: at(1),
            ms: 1_000,
            children: [
              {
                kind: "commit",
                type: "BakeCake",
                id: "m1",
                by: "bakery/bake-cake",
                sentAt: at(0),
                handledAt: at(1),
                ms: 1_000,
                outcome: "done",
                children: [
                  {
                    kind: "event",
                    type: "CakeBaked",
                    id: "e1",
                    sentAt: at(1),
                    handledAt: at(4),
                    ms: 3_000,
                    children: [
                      { ...event, kind: "projection", by: "bakery/cakes", handledAt: at(2), ms: 1_000, children: [] },
                      {
                        ...event,
                        kind: "commit",
                        by: "bakery/tell",
                        handledAt: at(4),
                        ms: 3_000,
                        children: [{ ...node, kind: "command", children: [email] }],
                      },
                    ],
                  },
                  { kind: "timer", type: "cooled", id: "t1", sentAt: at(1), children: [] },
                ],
              },
            ],
          },
        ],
      },
    ]);
  });

  test("in which a message not yet handled says only when it was sent", () => {
    expect(journey([request])[0]!.children).toEqual([
      { kind: "command", type: "BakeCake", id: "m1", sentAt: at(0), children: [] },
    ]);
  });

  test("in which a handling noted twice stands once", () => {
    const again = heardBy("bakery/cakes", 5);
    const [command] = journey([request, baked, again, shown])[0]!.children;
    const [event] = command!.children[0]!.children;
    expect(event!.children.map(({ by, handledAt }) => [by, handledAt])).toEqual([["bakery/cakes", at(2)]]);
  });

  test("in which a hop whose cause is not known stands by itself", () => {
    expect(journey([told, refused]).map(({ by, children }) => [by, children.length])).toEqual([["bakery/tell", 1]]);
  });

  test("that ends, even should entries claim to have caused each other", () => {
    const circle = { ...refused, messages: [{ id: "m2", kind: "command", type: "SendEmail" }] };
    expect(journey([told, circle])[0]!.children[0]!.children[0]!.children).toEqual([]);
  });

  test("of nothing, if there are no entries", () => {
    expect(journey([])).toEqual([]);
  });
});

describe("a journey is complete", () => {
  const everybody = { CakeBaked: ["bakery/cakes", "bakery/tell"] };

  test.each([
    ["when every message has been handled", [request, baked, shown, told, refused], everybody, true],
    ["not before each listener has heard", [request, baked, shown], everybody, false],
    ["not before each command has been answered", [request, baked, shown, told], everybody, false],
    ["not before the first has", [request], everybody, false],
    ["though nobody listens to an event", [request, baked], {}, true],
    ["without knowing the listeners, once anybody has heard", [request, baked, shown], undefined, true],
    ["without knowing the listeners, not before anybody has", [request, baked], undefined, false],
    ["not if nothing is known of it", [], everybody, false],
  ])("%s", (_, entries, listeners, complete) => {
    expect(isComplete(entries, listeners)).toBe(complete);
  });
});
