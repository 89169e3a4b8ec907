import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { EventContract } from "../../../functions/runtime/contract.ts";
import { accept, api, operation, resource } from "../../../functions/runtime/edge/index.ts";
import { BakeCake, CakeBaked } from "./bakery.ts";
import { openKitchen, problemOf } from "./kitchen.ts";

const order = z.strictObject({ cakeId: z.string(), layers: z.int() });

/** A bakery whose customers name their cakes themselves. */
const openCounter = (freedBy?: readonly EventContract[]) =>
  openKitchen({
    api: api(
      resource().post(
        "/orders",
        operation({ summary: "Bakes a cake", body: order, accepts: ["cakeId"] }),
        async (c) => {
          const { cakeId, layers } = c.req.valid("json");
          const place = { location: `/cakes/${cakeId}`, ids: { cakeId } };
          return accept(c, new BakeCake({ cakeId, layers }), place, { once: cakeId, ...(freedBy && { freedBy }) });
        },
      ),
    ),
  });

test("an id of the caller's own makes two requests one, without any Idempotency-Key", async () => {
  const { json, notes } = openCounter();
  const first = await json("POST", "/orders", { cakeId: "opera", layers: 3 });
  const again = await json("POST", "/orders", { layers: 3, cakeId: "opera" });
  expect(await again.json()).toEqual(await first.json());
  await json("POST", "/orders", { cakeId: "plum", layers: 3 });
  expect(notes.sent.map(({ envelope }) => envelope.id)).toEqual(["id-2", "id-2", "id-6"]);
});

test("the id with another body is refused, and nothing is sent", async () => {
  const { json, notes } = openCounter();
  await json("POST", "/orders", { cakeId: "opera", layers: 3 });
  expect(await problemOf(await json("POST", "/orders", { cakeId: "opera", layers: 4 }))).toEqual({
    type: "urn:bugle:problem:id-reused",
    title: "The id was used with another body",
    status: 409,
    detail: "Use a new id for a new request.",
  });
  expect(notes.sent).toHaveLength(1);
});

test("an Idempotency-Key says more than the id: under another key the request is another", async () => {
  const { json, notes } = openCounter();
  for (const key of ["opera", "b", "b"])
    await json("POST", "/orders", { cakeId: "opera", layers: 3 }, { "idempotency-key": key });
  await json("POST", "/orders", { cakeId: "opera", layers: 4 });
  expect(notes.sent.map(({ envelope }) => envelope.id)).toEqual(["id-2", "id-4", "id-4", "id-8"]);
});

describe("an id whose command was refused is free again,", () => {
  const opera = { cakeId: "opera", layers: 3 };
  const idsSent = ({ notes }: ReturnType<typeof openCounter>) => notes.sent.map(({ envelope }) => envelope.id);

  test("by an event that says so: the same again and another body are requests of their own", async () => {
    const counter = openCounter([CakeBaked]);
    await counter.json("POST", "/orders", opera);
    await counter.json("POST", "/orders", opera);
    expect(idsSent(counter)).toEqual(["id-2", "id-2"]);
    await counter.work("bakery/cake");
    await counter.json("POST", "/orders", opera);
    await counter.json("POST", "/orders", { ...opera, layers: 4 });
    expect(idsSent(counter)).toEqual(["id-2", "id-2", "id-6", "id-8"]);
  });

  test("and one whose command was carried out is not", async () => {
    const counter = openCounter([]);
    await counter.json("POST", "/orders", opera);
    await counter.work("bakery/cake");
    await counter.json("POST", "/orders", opera);
    expect(idsSent(counter)).toEqual(["id-2", "id-2"]);
    expect((await counter.json("POST", "/orders", { ...opera, layers: 4 })).status).toBe(409);
  });

  test("or by a rejection", async () => {
    const counter = openCounter([]);
    const tower = { ...opera, layers: 10 };
    await counter.json("POST", "/orders", tower);
    await counter.work("bakery/cake");
    await counter.json("POST", "/orders", tower);
    await counter.json("POST", "/orders", opera);
    expect(idsSent(counter)).toEqual(["id-2", "id-4", "id-6"]);
  });

  test("in a stream that is written to hundreds of times a second too", async () => {
    const counter = openCounter([CakeBaked]);
    const { journal, clock } = counter.world;
    const time = new Date(clock.now() - 1_000).toISOString();
    for (let n = 1; n <= 3_000; n++)
      await journal.append({
        ...{ stream: "bakery/cake/opera", n, time, by: "bakery/bake-cake", version: 0, events: [], sends: [] },
        answers: [{ id: `before-${n}`, type: "BakeCake", sent: time, correlationid: "c", hops: 1 }],
      });
    await counter.json("POST", "/orders", opera);
    await counter.work("bakery/cake");
    await counter.json("POST", "/orders", opera);
    expect(idsSent(counter)).toEqual(["id-2", "id-4"]);
  });
});
