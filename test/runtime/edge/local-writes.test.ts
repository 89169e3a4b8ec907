import { expect, test } from "vitest";
import { openKitchen, problemOf } from "./kitchen.ts";

const foreign = { status: 403, type: "urn:bugle:problem:foreign-origin" };

test.each([
  "attacker.example",
  "localhost.attacker.example",
  "127.0.0.1.attacker.example:3000",
  "192.168.0.7:3000",
  "0.0.0.0:3000",
  "[2001:db8::1]:3000",
])("a local write to the host %s is refused", async (host) => {
  const { json, notes } = openKitchen();
  expect(await problemOf(await json("PUT", "/cakes/opera", { layers: 3 }, { host }))).toMatchObject(foreign);
  expect(await problemOf(await json("DELETE", "/cakes/opera", undefined, { host }))).toMatchObject(foreign);
  expect(notes.sent).toEqual([]);
});

test.each([
  "http://attacker.example",
  "http://localhost.attacker.example:3000",
  "http://localhost:4000",
  "http://127.0.0.1:3000",
  "null",
  "nonsense",
])("a local write from the origin %s to localhost:3000 is refused", async (origin) => {
  const { json, notes } = openKitchen();
  const response = await json("PUT", "/cakes/opera", { layers: 3 }, { host: "localhost:3000", origin });
  expect(await problemOf(response)).toMatchObject(foreign);
  expect(notes.sent).toEqual([]);
});

test.each([
  ["localhost:3000", "http://localhost:3000"],
  ["LocalHost:3000", "http://localhost:3000"],
  ["127.0.0.1:3000", "http://127.0.0.1:3000"],
  ["[::1]:3000", "http://[::1]:3000"],
])("a local write to %s from its own origin is taken", async (host, origin) => {
  const { json } = openKitchen();
  expect((await json("PUT", "/cakes/opera", { layers: 3 }, { host, origin })).status).toBe(202);
});

test("a read under a name that somebody has pointed here is refused, one with a foreign Origin is the browser's to judge", async () => {
  const { json } = openKitchen();
  expect((await json("GET", "/health", undefined, { host: "shop.example" })).status).toBe(403);
  expect((await json("GET", "/health", undefined, { origin: "https://other.example" })).status).toBe(200);
});

test("what is not local is not asked where it comes from", async () => {
  const headers = { host: "shop.example", origin: "https://other.example" };
  const { json } = openKitchen({ local: false });
  expect((await json("PUT", "/cakes/opera", { layers: 3 }, headers)).status).toBe(202);
});
