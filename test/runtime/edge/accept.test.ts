import { expect, test } from "vitest";
import { openKitchen, problemOf } from "./kitchen.ts";

const token = (...parts: string[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");

test("a write is answered 202 with its ids, a token, the correlation id and where to look", async () => {
  const { json } = openKitchen();
  const response = await json("PUT", "/cakes/opera", { layers: 3 });
  expect(response.status).toBe(202);
  expect(response.headers.get("location")).toBe("/cakes/opera");
  expect(await response.json()).toEqual({
    cakeId: "opera",
    token: token("bakery/cake/opera", "id-2", "2026-01-01T12:00:00.000Z"),
    correlationId: "id-1",
  });
});

test("its command goes to its handler's queue, grouped by its stream, under a whole envelope", async () => {
  const { json, notes } = openKitchen();
  const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  await json("PUT", "/cakes/op%C3%A9ra", { layers: 3 }, { traceparent });
  expect(notes.sent).toEqual([
    {
      consumer: "bakery/cake",
      group: "bakery/cake/op%C3%A9ra",
      envelope: {
        specversion: "1.0",
        id: "id-2",
        source: "/bakery/api",
        type: "BakeCake",
        kind: "command",
        subject: "opéra",
        time: "2026-01-01T12:00:00.000Z",
        born: "2026-01-01T12:00:00.000Z",
        correlationid: "id-1",
        causationid: "id-1",
        contractversion: 3,
        actor: "local",
        traceparent,
        hops: 0,
        data: { cakeId: "opéra", layers: 3 },
      },
    },
  ]);
});

test.each([
  "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
  "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
  "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
  "nonsense",
])("the trace context %s is not taken over", async (traceparent) => {
  const { json, notes } = openKitchen();
  expect((await json("PUT", "/cakes/opera", { layers: 3 }, { traceparent })).status).toBe(202);
  expect(notes.sent[0]!.envelope.traceparent).toBeUndefined();
});

test("a stateless command is answered by a stream of its own, and needs no body and no group", async () => {
  const { json, notes } = openKitchen();
  const response = await json("POST", "/bell");
  expect(await response.json()).toEqual({
    token: token("bakery/ring-bell/id-2", "id-2", "2026-01-01T12:00:00.000Z"),
    correlationId: "id-1",
  });
  expect(notes.sent[0]).toMatchObject({ consumer: "bakery/ring-bell", envelope: { type: "RingBell" } });
  expect(notes.sent[0]!.group).toBeUndefined();
});

test("a write costs one send, and with an Idempotency-Key one put more", async () => {
  const { json, notes } = openKitchen();
  await json("PUT", "/cakes/opera", { layers: 3 });
  expect(notes.calls.splice(0)).toEqual(["roads.send"]);
  await json("PUT", "/cakes/opera", { layers: 3 }, { "idempotency-key": "k" });
  expect(notes.calls).toEqual(["keys.claim", "roads.send"]);
});

test("without an Idempotency-Key each request is a command of its own", async () => {
  const { json, notes } = openKitchen();
  await json("PUT", "/cakes/opera", { layers: 3 });
  await json("PUT", "/cakes/opera", { layers: 3 });
  expect(notes.sent.map(({ envelope }) => envelope.id)).toEqual(["id-2", "id-4"]);
});

test.each([
  ["is refused", async () => [{ id: "id-2", reason: "throttled at host 10.0.0.7" }]],
  ["fails", () => Promise.reject(new Error("throttled at host 10.0.0.7"))],
])("a command whose sending %s is answered 503 to be sent again, and says nothing of the inside", async (_, send) => {
  const base = openKitchen();
  const ports = { ...base.world, keys: { claim: async () => undefined }, roads: { send } };
  const { json, notes } = openKitchen({ ports });
  const response = await json("PUT", "/cakes/opera", { layers: 3 });
  expect(response.headers.get("retry-after")).toBe("1");
  expect(await problemOf(response)).toEqual({
    type: "urn:bugle:problem:unavailable",
    title: "The service cannot take the request now",
    status: 503,
    detail: "Send it again with the same Idempotency-Key; it is then carried out once.",
  });
  expect(notes.reports).toEqual([["id-1", "throttled at host 10.0.0.7"]]);
});

test("a store of keys that fails is answered 503, and nothing is sent", async () => {
  const base = openKitchen();
  const keys = { claim: () => Promise.reject(new Error("no table")) };
  const { json } = openKitchen({ ports: { ...base.world, keys, roads: base.cloud.roads } });
  expect((await json("PUT", "/cakes/opera", { layers: 3 }, { "idempotency-key": "k" })).status).toBe(503);
  expect(base.cloud.queues.get("bakery/cake")!.all()).toEqual([]);
});

test("each request is one line in the log, under the route's pattern", async () => {
  const { json, notes } = openKitchen();
  await json("PUT", "/cakes/opera", { layers: 3 });
  await json("GET", "/cakes/opera");
  const common = { system: "bakery", type: "request", ms: 0 };
  expect(notes.log).toEqual([
    { ...common, handler: "PUT /cakes/:cakeId", id: "id-1", correlationid: "id-1", outcome: "202" },
    { ...common, handler: "GET /cakes/:cakeId", id: "id-3", correlationid: "id-3", outcome: "404", code: "not-found" },
  ]);
});
