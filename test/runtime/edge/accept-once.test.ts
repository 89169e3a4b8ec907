import { expect, test } from "vitest";
import * as z from "zod";
import { accept, api, operation, resource } from "../../../functions/runtime/edge/index.ts";
import { BakeCake } from "./bakery.ts";
import { openKitchen, problemOf } from "./kitchen.ts";

const order = z.strictObject({ cakeId: z.string(), layers: z.int() });

/** A bakery whose customers name their cakes themselves. */
const openCounter = () =>
  openKitchen({
    api: api(
      resource().post(
        "/orders",
        operation({ summary: "Bakes a cake", body: order, accepts: ["cakeId"] }),
        async (c) => {
          const { cakeId, layers } = c.req.valid("json");
          const place = { location: `/cakes/${cakeId}`, ids: { cakeId } };
          return accept(c, new BakeCake({ cakeId, layers }), place, { once: cakeId });
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
