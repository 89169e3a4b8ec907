import pc from "picocolors";
import { expect, test } from "vitest";
import type { TraceEntry } from "../../functions/runtime/ports.ts";
import { awaitJourney } from "../../local/runner/await-journey.ts";
import { journeyLines } from "../../local/runner/journey-lines.ts";

const at = (ms: number) => new Date(Date.parse("2026-05-01T12:00:00.000Z") + ms).toISOString();
const base = { correlationid: "c", outcome: "done", sent: at(0), time: at(0) };

const entries: TraceEntry[] = [
  {
    ...base,
    kind: "request",
    by: "POST /orders",
    id: "c",
    type: "POST /orders",
    messages: [{ id: "m1", kind: "command", type: "CreateOrder" }],
  },
  {
    ...base,
    kind: "commit",
    by: "shop/create-order",
    id: "m1",
    type: "CreateOrder",
    time: at(8),
    messages: [
      { id: "m2", kind: "event", type: "OrderCreated" },
      { id: "m3", kind: "timer", type: "reminder" },
    ],
  },
  {
    ...base,
    kind: "commit",
    by: "shop/fulfilment",
    id: "m2",
    type: "OrderCreated",
    sent: at(8),
    time: at(20),
    messages: [],
  },
  {
    ...base,
    kind: "projection",
    by: "shop/orders",
    id: "m2",
    type: "OrderCreated",
    sent: at(8),
    time: at(31),
    messages: [],
  },
];

const options = (seen: readonly TraceEntry[], containing: string[] = []) => ({
  trace: { write: async () => {}, read: async () => [...seen] },
  correlationId: "c",
  listeners: { OrderCreated: ["shop/fulfilment", "shop/orders"] },
  containing,
  within: 0,
  signal: new AbortController().signal,
});

test("a journey is shown as a tree, with each hop's time", async () => {
  const nodes = await awaitJourney(options(entries));

  expect([...journeyLines(nodes, pc.createColors(false))]).toEqual([
    "POST /orders",
    "└─ command CreateOrder → shop/create-order 8 ms, at 8 ms",
    "   ├─ event OrderCreated",
    "   │  ├─ shop/fulfilment 12 ms, at 20 ms",
    "   │  └─ shop/orders 23 ms, at 31 ms",
    "   └─ timer reminder not due yet",
  ]);
});

test("a journey that misses a subscriber is not complete", async () => {
  await expect(awaitJourney(options(entries.slice(0, 3)))).rejects.toMatchObject({ code: "journey-incomplete" });
});

test("a journey that misses what it must contain is not complete, and the message is named", async () => {
  await expect(awaitJourney(options(entries, ["SendEmail"]))).rejects.toMatchObject({
    code: "journey-incomplete",
    message: "The journey was not complete after 0 seconds; not handled: SendEmail.",
  });
});

test("a command that nobody has handled is named", async () => {
  await expect(awaitJourney(options(entries.slice(0, 1)))).rejects.toMatchObject({
    message: expect.stringContaining("not handled: CreateOrder."),
  });
});
