import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as z from "zod";
import { acceptAll, api, operation, resource } from "../../../functions/runtime/edge/index.ts";
import { BakeCake } from "./bakery.ts";
import { bodyOf, openKitchen, problemOf } from "./kitchen.ts";

const tray = z.strictObject({ cakes: z.array(z.string()).min(1), note: z.string().optional() });
const AT_MOST = 200_000;

const trays = api(
  resource().post(
    "/trays",
    operation({ summary: "Bakes several cakes", body: tray, bodyAtMost: AT_MOST, gzip: true, accepts: ["cakes"] }),
    async (c) => {
      const { cakes } = c.req.valid("json");
      const commands = cakes.map((cakeId) => new BakeCake({ cakeId, layers: 2 }));
      return acceptAll(c, commands, { location: "/trays/1", ids: { cakes: cakes.length } });
    },
  ),
);

const JSON_TYPE = { "content-type": "application/json" };
const KEY = { "idempotency-key": "tray-1" };

test("several commands of one request go in one call per queue, and the token is that of the last", async () => {
  const { json, notes } = openKitchen({ api: trays });
  const response = await json("POST", "/trays", { cakes: ["opera", "tart"] });
  expect(response.status).toBe(202);
  const { cakes, token } = await bodyOf(response);
  expect(cakes).toBe(2);
  expect(JSON.parse(Buffer.from(token!, "base64url").toString())[0]).toBe("bakery/cake/tart");
  expect(notes.sent.map(({ group }) => group)).toEqual(["bakery/cake/opera", "bakery/cake/tart"]);
  expect(notes.calls).toEqual(["roads.send"]);
});

test("a retry under the same key sends the same commands again", async () => {
  const { json, notes } = openKitchen({ api: trays });
  await json("POST", "/trays", { cakes: ["opera", "tart"] }, KEY);
  await json("POST", "/trays", { cakes: ["opera", "tart"] }, KEY);
  const ids = notes.sent.map(({ envelope }) => envelope.id);
  expect(ids.slice(2)).toEqual(ids.slice(0, 2));
  expect(new Set(ids).size).toBe(2);
});

test("a command that does not go fails the request, whose retry sends all of them", async () => {
  const { json, notes } = openKitchen({ api: trays });
  notes.failures = [{ id: "id-3", reason: "throttled" }];
  expect(await problemOf(await json("POST", "/trays", { cakes: ["opera", "tart"] }, KEY))).toMatchObject({
    status: 503,
  });
  notes.failures = [];
  expect((await json("POST", "/trays", { cakes: ["opera", "tart"] }, KEY)).status).toBe(202);
  expect(notes.sent).toHaveLength(4);
});

test("a packed body is read as if it had come plain", async () => {
  const { app, notes } = openKitchen({ api: trays });
  const body = gzipSync(JSON.stringify({ cakes: ["opera"], note: "x".repeat(100_000) }));
  const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
  expect((await app.request("/trays", { method: "POST", headers, body })).status).toBe(202);
  expect(notes.sent).toHaveLength(1);
});

test.each([
  ["plain", {}, Buffer.from(JSON.stringify({ cakes: ["opera"], note: "x".repeat(AT_MOST) }))],
  ["packed", { "content-encoding": "gzip" }, gzipSync(Buffer.alloc(50_000_000, " "))],
])("a %s body over the route's limit is refused before it is looked at", async (_, extra, body) => {
  const { app, notes } = openKitchen({ api: trays });
  const response = await app.request("/trays", { method: "POST", headers: { ...JSON_TYPE, ...extra }, body });
  expect(await problemOf(response)).toMatchObject({ status: 413, detail: "Send at most 200000 bytes." });
  expect(notes.sent).toEqual([]);
});

test("bytes that only say they are packed are refused", async () => {
  const { app } = openKitchen({ api: trays });
  const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
  const response = await app.request("/trays", { method: "POST", headers, body: "{}" });
  expect(await problemOf(response)).toMatchObject({ status: 400, type: "urn:bugle:problem:body-not-gzip" });
});
