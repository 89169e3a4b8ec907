import { describe, expect, test } from "vitest";
import { writeToken } from "../../../functions/runtime/edge/token.ts";
import { bodyOf, NOON, openKitchen, problemOf } from "./kitchen.ts";

const bakeOpera = async ({ json }: ReturnType<typeof openKitchen>, layers: number) =>
  String((await bodyOf(await json("PUT", "/cakes/opera", { layers })))["token"]);

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

/** Commits of the opera's stream that answer other commands, one a second from noon on. */
async function appendOthers({ world }: ReturnType<typeof openKitchen>, count: number, begin = 1) {
  for (let n = begin; n < begin + count; n++) {
    const answer = { id: `other-${n}`, type: "BakeCake", sent: iso(NOON), correlationid: "c", hops: 0 };
    const common = { stream: "bakery/cake/opera", by: "bakery/bake-cake", version: 0, events: [], sends: [] };
    await world.journal.append({ ...common, n, time: iso(NOON + n * 1_000), answers: [answer] });
  }
}

test("a read after a write waits until the write can be seen", async () => {
  const kitchen = openKitchen();
  const { json, work, notes } = kitchen;
  const token = await bakeOpera(kitchen, 3);
  const steps = [() => work("bakery/cake"), async () => {}, () => work("bakery/cakes")];
  notes.meanwhile = async () => steps.shift()?.();
  const response = await json("GET", `/cakes/opera?after=${token}`);
  expect([response.status, await response.json()]).toEqual([200, { layers: 3, version: 1 }]);
  expect(notes.slept).toEqual([10, 10, 20]);
});

test("a read after a second write is not content with the first", async () => {
  const kitchen = openKitchen();
  const { json, work, notes } = kitchen;
  await bakeOpera(kitchen, 3);
  await work("bakery/cake");
  await work("bakery/cakes");
  const token = await bakeOpera(kitchen, 4);
  await work("bakery/cake");
  notes.meanwhile = () => work("bakery/cakes");
  expect(await (await json("GET", `/cakes/opera?after=${token}`)).json()).toEqual({ layers: 4, version: 2 });
  expect(notes.slept).toEqual([10]);
});

test("a command that changed nothing is not waited for once it has been answered", async () => {
  const kitchen = openKitchen();
  const { json, work, notes } = kitchen;
  await bakeOpera(kitchen, 3);
  await work("bakery/cake");
  await work("bakery/cakes");
  const token = await bakeOpera(kitchen, 3);
  await work("bakery/cake");
  expect(await (await json("GET", `/cakes/opera?after=${token}`)).json()).toEqual({ layers: 3, version: 1 });
  expect(notes.slept).toEqual([]);
});

test("a rejected command is answered 409 with its reason", async () => {
  const kitchen = openKitchen();
  const token = await bakeOpera(kitchen, 10);
  await kitchen.work("bakery/cake");
  expect(await problemOf(await kitchen.json("GET", `/cakes/opera?after=${token}`))).toEqual({
    type: "urn:bugle:problem:command-rejected",
    title: "The command was rejected",
    status: 409,
    detail: "the oven is lower",
    code: "too-high",
    reason: "the oven is lower",
    help: "bake two",
  });
});

test("a dead-lettered command is answered 500 with its id, and without the error's text", async () => {
  const kitchen = openKitchen();
  const token = await bakeOpera(kitchen, 3);
  const dead = { code: "ECONNRESET", reason: "at 10.0.0.7", help: "", consumer: "bakery/cake", attempts: 8 };
  const times = { first: iso(NOON), last: iso(NOON) };
  const attempt = { count: 8, receives: 8, fingerprint: "", suspect: false, ...times, dead: { ...dead, ...times } };
  await kitchen.world.attempts.write("bakery/cake", "id-2", attempt);
  const response = await kitchen.json("GET", `/cakes/opera?after=${token}`);
  expect(await problemOf(response)).toEqual({
    type: "urn:bugle:problem:command-dead-lettered",
    title: "The command could not be carried out",
    status: 500,
    detail: "It was set aside for an operator, who can let it run again; ask again later with the same token.",
    id: "id-2",
    code: "ECONNRESET",
  });
  await kitchen.work("bakery/cake");
  await kitchen.work("bakery/cakes");
  expect((await kitchen.json("GET", `/cakes/opera?after=${token}`)).status).toBe(200);
});

test.each([
  ["is not answered", async () => {}],
  ["is not in the read model", ({ work }: ReturnType<typeof openKitchen>) => work("bakery/cake")],
])("a read waits 10 s at most for a command that %s", async (_, prepare) => {
  const kitchen = openKitchen();
  const token = await bakeOpera(kitchen, 3);
  await prepare(kitchen);
  const response = await kitchen.json("GET", `/cakes/opera?after=${token}`);
  expect(response.headers.get("retry-after")).toBe("1");
  expect(await problemOf(response)).toMatchObject({ status: 504, type: "urn:bugle:problem:not-yet" });
  expect(kitchen.notes.slept.reduce((sum, pause) => sum + pause)).toBe(10_000);
  expect(Math.max(...kitchen.notes.slept)).toBe(200);
});

describe("the answer is looked for in the journal", () => {
  test("back to where the command was born, however many commits came since", async () => {
    const kitchen = openKitchen();
    const token = await bakeOpera(kitchen, 10);
    await kitchen.work("bakery/cake");
    await appendOthers(kitchen, 1_000, 2);
    expect((await kitchen.json("GET", `/cakes/opera?after=${token}`)).status).toBe(409);
  });

  test("as far as a slower clock may have answered it before it was born", async () => {
    const kitchen = openKitchen();
    await appendOthers(kitchen, 60);
    const token = writeToken({ stream: "bakery/cake/opera", id: "other-32", born: iso(NOON + 40_000) });
    expect((await kitchen.json("GET", `/cakes/opera?after=${token}`)).status).toBe(404);
    expect(kitchen.notes.slept).toEqual([]);
  });

  test("no further than ten seconds before it was born, and then only in new commits", async () => {
    const kitchen = openKitchen();
    await appendOthers(kitchen, 1_000);
    const token = writeToken({ stream: "bakery/cake/opera", id: "other-1001", born: iso(NOON + 1_000_000) });
    let polls = 0;
    kitchen.notes.meanwhile = async () => {
      if (++polls === 3) await appendOthers(kitchen, 1, 1_001);
    };
    expect((await kitchen.json("GET", `/cakes/opera?after=${token}`)).status).toBe(404);
    const { tail, read } = { tail: "journal.tail", read: "journal.read" };
    const calls = kitchen.notes.calls.filter((call) => call.startsWith("journal"));
    expect(calls).toEqual([tail, read, read, read]);
  });
});

test("an unknown key is answered 404 without `after`", async () => {
  const { json } = openKitchen();
  expect(await problemOf(await json("GET", "/cakes/opera"))).toMatchObject({ status: 404 });
  expect(await problemOf(await json("GET", `/cakes/${"%F0%9F%8D%B0".repeat(400)}`))).toMatchObject({ status: 404 });
});

test("a token for another address is refused", async () => {
  const kitchen = openKitchen();
  const token = await bakeOpera(kitchen, 3);
  const response = await kitchen.json("GET", `/cakes/plum?after=${token}`);
  expect(await problemOf(response)).toMatchObject({ status: 400, type: "urn:bugle:problem:token-of-another" });
});

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

test.each([
  ["empty", ""],
  ["of other characters", "%F0%9F%8D%B0!"],
  ["no JSON", "bm9uc2Vuc2U"],
  ["no list", encoded({ id: "x" })],
  ["too short a list", encoded(["bakery/cake/opera", "id-2"])],
  ["of wrong types", encoded([1, 2, 3])],
  ["born at no time", encoded(["bakery/cake/opera", "id-2", "yesterday"])],
  ["too long", "a".repeat(5_000)],
])("a token that is %s is refused", async (_, token) => {
  const { json } = openKitchen();
  expect(await problemOf(await json("GET", `/cakes/opera?after=${token}`))).toMatchObject({
    status: 400,
    type: "urn:bugle:problem:token-malformed",
  });
});
