import { expect, test } from "vitest";
import { journeyAnswer } from "../../../functions/runtime/edge/trace-view.ts";
import { memoryTrace } from "../../../functions/runtime/memory/trace.ts";
import { openKitchen, problemOf } from "./kitchen.ts";

const traceOf = async ({ json }: ReturnType<typeof openKitchen>, id = "id-1") =>
  (await (await json("GET", `/trace/${id}`)).json()) as Record<string, unknown>;

test("a request, what it caused and whether all of that is done are read by the correlation id", async () => {
  const kitchen = openKitchen({ traced: true });
  await kitchen.json("PUT", "/cakes/opera", { layers: 3 });
  const request = {
    kind: "request",
    type: "PUT /cakes/:cakeId",
    id: "id-1",
    by: "PUT /cakes/opera",
    sentAt: "2026-01-01T12:00:00.000Z",
    handledAt: "2026-01-01T12:00:00.000Z",
    ms: 0,
    outcome: "accepted",
    children: [{ kind: "command", type: "BakeCake", id: "id-2", sentAt: "2026-01-01T12:00:00.000Z", children: [] }],
  };
  expect(await traceOf(kitchen)).toEqual({ correlationId: "id-1", complete: false, journey: [request] });
  await kitchen.work("bakery/cake");
  expect(await traceOf(kitchen)).toMatchObject({ complete: false });
  await kitchen.work("bakery/cakes");
  const commit = { kind: "commit", children: [{ kind: "event", children: [{ kind: "projection" }] }] };
  expect(journeyAnswer.parse(await traceOf(kitchen))).toMatchObject({
    complete: true,
    journey: [{ kind: "request", children: [{ kind: "command", type: "BakeCake", children: [commit] }] }],
  });
});

test("a retry under its Idempotency-Key adds nothing to the journey", async () => {
  const kitchen = openKitchen({ traced: true });
  const key = { "idempotency-key": "k" };
  await kitchen.json("DELETE", "/cakes/opera", undefined, key);
  const before = await traceOf(kitchen);
  kitchen.advance(5_000);
  await kitchen.json("DELETE", "/cakes/opera", undefined, key);
  expect(await traceOf(kitchen)).toEqual(before);
});

test("a trace that cannot be written fails no request", async () => {
  const base = openKitchen();
  const trace = { ...memoryTrace(), write: () => Promise.reject(new Error("no table")) };
  const ports = { ...base.world, trace, keys: { claim: async () => undefined }, roads: base.cloud.roads };
  const { json } = openKitchen({ ports });
  expect((await json("PUT", "/cakes/opera", { layers: 3 })).status).toBe(202);
});

test.each(["unknown", "__proto__", "x".repeat(5_000)])(
  "a journey of which nothing is known is answered 404",
  async (id) => {
    for (const traced of [true, false])
      expect(await problemOf(await openKitchen({ traced }).json("GET", `/trace/${id}`))).toMatchObject({ status: 404 });
  },
);

test("health is answered", async () => {
  expect(await (await openKitchen().json("GET", "/health")).json()).toEqual({ status: "ok", system: "bakery" });
});
