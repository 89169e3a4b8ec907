import { expect, test } from "vitest";
import { api, assertRate, resource } from "../../../functions/runtime/edge/index.ts";
import { openKitchen, problemOf } from "./kitchen.ts";

const tasting = () =>
  api(
    resource().get("/taste/:guest", async (c) => {
      await assertRate(c, { bucket: `taste/${c.req.param("guest")}`, limit: 1, per: 90_000, burst: 2 });
      return c.json({});
    }),
  );

test("what is too much is refused with 429, and told when there may be more", async () => {
  const { json, advance } = openKitchen({ api: tasting() });
  expect((await json("GET", "/taste/ann")).status).toBe(200);
  expect((await json("GET", "/taste/ann")).status).toBe(200);
  const refused = await json("GET", "/taste/ann");
  expect(refused.headers.get("retry-after")).toBe("90");
  expect(await problemOf(refused)).toEqual({
    type: "urn:bugle:problem:too-many-requests",
    title: "Too many requests",
    status: 429,
    detail: "Send it again in 90 s; nothing has been done.",
  });
  advance(89_999);
  expect((await json("GET", "/taste/ann")).headers.get("retry-after")).toBe("1");
  advance(1);
  expect((await json("GET", "/taste/ann")).status).toBe(200);
});

test("each bucket is its own", async () => {
  const { json } = openKitchen({ api: tasting() });
  for (const guest of ["ann", "ann", "bob", "bob"]) expect((await json("GET", `/taste/${guest}`)).status).toBe(200);
  expect((await json("GET", "/taste/bob")).status).toBe(429);
});

test("buckets that cannot be asked let nobody through", async () => {
  const { json, world } = openKitchen({ api: tasting() });
  world.rates.take = () => Promise.reject(new Error("throttled"));
  expect((await json("GET", "/taste/ann")).status).toBe(503);
});
