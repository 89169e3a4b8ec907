import { expect, test } from "vitest";
import * as z from "zod";
import { api, ask, resource } from "../../../functions/runtime/edge/index.ts";
import { command } from "../../../functions/runtime/index.ts";
import { WeighCake, Weight } from "./bakery.ts";
import { bodyOf, NOON, openKitchen, problemOf } from "./kitchen.ts";

const scales = api(
  resource().get("/cakes/:cakeId/weight", async (c) => {
    const command = new WeighCake({ cakeId: c.req.param("cakeId"), scale: c.req.query("scale") ?? "good" });
    return c.json(await ask(c, command, Weight, { within: 1_000 }));
  }),
);

/** The bakery with its scales, where whoever waits lets the cakes' queue be worked on. */
async function open(layers: number) {
  const kitchen = openKitchen({ api: scales, traced: true });
  const baking = openKitchen({ uuid: () => "baking" });
  kitchen.notes.meanwhile = () => kitchen.work("bakery/cake");
  await baking.json("PUT", "/cakes/opera", { layers });
  await kitchen.cloud.roads.send("bakery/cake", baking.notes.sent);
  await kitchen.work("bakery/cake");
  return kitchen;
}

test("a question is answered with what its handler replies", async () => {
  const { json } = await open(3);
  const response = await json("GET", "/cakes/opera/weight");
  expect([response.status, await response.json()]).toEqual([200, { grams: 750 }]);
});

test("the reply stands in the commit alone: nothing is sent and nothing is set aside", async () => {
  const { json, cloud, trace } = await open(3);
  const response = await json("GET", "/cakes/opera/weight");
  expect(response.status).toBe(200);
  expect(cloud.retry.receive(10, 0)).toEqual([]);
  const hops = await trace.read("id-1");
  expect(hops.map(({ kind, outcome }) => [kind, outcome])).toEqual([
    ["request", "accepted"],
    ["commit", "done"],
  ]);
});

test("a question that is refused is the refusal", async () => {
  const { json } = await open(1);
  expect(await problemOf(await json("GET", "/cakes/tart/weight"))).toMatchObject({ status: 409, code: "no-cake" });
});

test("nobody answers: the caller is told when its time is up, and what it asked is stale from then on", async () => {
  const { json, notes } = openKitchen({ api: scales });
  const problem = await problemOf(await json("GET", "/cakes/opera/weight"));
  expect(problem).toMatchObject({ status: 504, type: "urn:bugle:problem:not-yet" });
  expect(notes.slept.reduce((sum, each) => sum + each, 0)).toBe(1_000);
  expect(notes.sent[0]!.envelope.expirytime).toBe(new Date(NOON + 1_000).toISOString());
});

test("a question that means something for less time than its caller waits is stale by then", async () => {
  class Brief extends command("WeighCake", { cakeId: z.string(), scale: z.string() }, { expiresAfter: 300 }) {}
  const brief = resource().get("/cakes/:cakeId/weight", async (c) =>
    c.json(await ask(c, new Brief({ cakeId: "opera", scale: "good" }), Weight, { within: 1_000 })),
  );
  const { json, notes } = openKitchen({ api: api(brief) });
  expect((await json("GET", "/cakes/opera/weight")).status).toBe(504);
  expect(notes.sent[0]!.envelope.expirytime).toBe(new Date(NOON + 300).toISOString());
});

test("a handler that answers without its reply is a failure inside, told by name in the log alone", async () => {
  const { json, notes } = await open(2);
  const response = await json("GET", "/cakes/opera/weight?scale=broken");
  expect(response.status).toBe(500);
  expect(await bodyOf(response)).toMatchObject({ type: "urn:bugle:problem:internal" });
  expect(notes.reports.map(([, message]) => message)).toEqual(["WeighCake was answered without a Weight"]);
});
