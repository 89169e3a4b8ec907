import { expect, test } from "vitest";
import { bodyOf, openKitchen, problemOf } from "./kitchen.ts";

const KEY = { "idempotency-key": "first" };
const DAY = 24 * 3_600_000;

test("the same key and body send the first envelope again and answer the same, new ids included", async () => {
  const { json, notes, advance } = openKitchen();
  const first = await json("POST", "/cakes", { layers: 3, note: "n" }, KEY);
  advance(60_000);
  const again = await json("POST", "/cakes", '{ "note": "n", "layers": 3 }', KEY);
  expect(again.status).toBe(202);
  expect(again.headers.get("location")).toBe("/cakes/id-2");
  const answer = await bodyOf(first);
  expect(answer).toMatchObject({ cakeId: "id-2", correlationId: "id-1" });
  expect(await again.json()).toEqual(answer);
  expect(notes.sent[1]).toEqual(notes.sent[0]);
  expect(notes.sent[1]!.envelope.born).toBe("2026-01-01T12:00:00.000Z");
});

test("the same key with another body is refused, and nothing is sent", async () => {
  const { json, notes } = openKitchen();
  await json("POST", "/cakes", { layers: 3 }, KEY);
  expect(await problemOf(await json("POST", "/cakes", { layers: 4 }, KEY))).toEqual({
    type: "urn:bugle:problem:idempotency-key-reused",
    title: "The Idempotency-Key was used with another body",
    status: 409,
    detail: "Use a new key for a new request.",
  });
  expect(notes.sent).toHaveLength(1);
});

test("requests of one key at the same moment are one command", async () => {
  const { json, notes } = openKitchen();
  const answers = await Promise.all([1, 2, 3].map(() => json("POST", "/cakes", { layers: 3 }, KEY)));
  const tokens = await Promise.all(answers.map(async (answer) => (await bodyOf(answer))["token"]));
  expect(new Set(tokens).size).toBe(1);
  expect(new Set(notes.sent.map(({ envelope }) => envelope.id)).size).toBe(1);
});

test("a key that was kept before its command got away sends that command on the retry", async () => {
  const { json, notes } = openKitchen();
  notes.failures.push({ id: "id-2", reason: "throttled" });
  expect((await json("PUT", "/cakes/opera", { layers: 3 }, KEY)).status).toBe(503);
  notes.failures.length = 0;
  expect((await json("PUT", "/cakes/opera", { layers: 3 }, KEY)).status).toBe(202);
  expect(notes.sent.map(({ envelope }) => envelope.id)).toEqual(["id-2", "id-2"]);
});

test("one key at another address or by another method is another key", async () => {
  const { json, notes } = openKitchen();
  await json("PUT", "/cakes/opera", { layers: 3 }, KEY);
  await json("PUT", "/cakes/plum", { layers: 3 }, KEY);
  await json("DELETE", "/cakes/plum", undefined, KEY);
  expect(new Set(notes.sent.map(({ envelope }) => envelope.id)).size).toBe(3);
});

test("callers do not share keys", async () => {
  const { app, notes } = openKitchen({ local: false });
  const put = (sub: string) =>
    app.request(
      "/cakes/opera",
      { method: "DELETE", headers: KEY },
      { requestContext: { authorizer: { jwt: { claims: { sub } } } } },
    );
  await put("ann");
  await put("bob");
  await put("ann");
  expect(notes.sent.map(({ envelope }) => [envelope.id, envelope.actor])).toEqual([
    ["id-2", "ann"],
    ["id-4", "bob"],
    ["id-2", "ann"],
  ]);
});

test("a key is free again after 24 hours, not before", async () => {
  const { json, notes, advance } = openKitchen();
  await json("DELETE", "/cakes/opera", undefined, KEY);
  advance(DAY);
  await json("DELETE", "/cakes/opera", undefined, KEY);
  advance(1_000);
  await json("DELETE", "/cakes/opera", undefined, KEY);
  expect(notes.sent.map(({ envelope }) => envelope.id)).toEqual(["id-2", "id-2", "id-6"]);
});

test.each(["", " ", "a b", "ü", "x".repeat(256)])("the key %j is refused", async (key) => {
  const { json } = openKitchen();
  const response = await json("DELETE", "/cakes/opera", undefined, { "idempotency-key": key });
  expect(await problemOf(response)).toMatchObject({ status: 400, type: "urn:bugle:problem:idempotency-key-invalid" });
});
