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

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
  "a limit of %d is a failure inside: neither 429 for ever nor no limit at all",
  async (limit) => {
    const endless = resource().get("/taste", async (c) => {
      await assertRate(c, { bucket: "taste", limit, per: 1_000 });
      return c.json({});
    });
    const { json, notes } = openKitchen({ api: api(endless) });
    expect((await json("GET", "/taste")).status).toBe(500);
    expect(notes.reports.map(([, message]) => message)).toEqual([expect.stringContaining("is no rate")]);
  },
);
