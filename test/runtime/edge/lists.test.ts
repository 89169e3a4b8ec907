import { describe, expect, test } from "vitest";
import { openMuseum } from "./museum.ts";

/** A museum with so many paintings of one painter, one an hour. */
async function paintedBy(by: string, count: number) {
  const museum = openMuseum();
  for (let hour = 0; hour < count; hour++) {
    const time = new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
    const value = { row: { by, time, price: hour }, version: 1, n: 1 };
    const listed = { list: by, place: `${time} p-${hour}` };
    await museum.world.models.write([{ model: "bakery/paintings", key: `p-${hour}`, value, expected: 0, listed }]);
  }
  return museum;
}

const pricesOf = (body: Record<string, unknown>) => (body["items"] as { price: number }[]).map(({ price }) => price);

describe("a list", () => {
  test("is read page by page, newest first, until there is no next", async () => {
    const { get } = await paintedBy("leo", 5);
    const [status, first] = await get("/painters/leo/paintings?limit=2");
    expect([status, pricesOf(first)]).toEqual([200, [4, 3]]);
    const [, second] = await get(`/painters/leo/paintings?limit=2&next=${first["next"]}`);
    expect(pricesOf(second)).toEqual([2, 1]);
    const [, last] = await get(`/painters/leo/paintings?limit=2&next=${second["next"]}`);
    expect(last).toEqual({ items: [{ by: "leo", time: "2026-01-01T00:00:00.000Z", price: 0 }] });
  });

  test("has twenty items on a page unless asked, and no next where a page is full and the last", async () => {
    const { get } = await paintedBy("leo", 21);
    const [, page] = await get("/painters/leo/paintings");
    expect([pricesOf(page).length, typeof page["next"]]).toEqual([20, "string"]);
    const [, whole] = await get("/painters/leo/paintings?limit=21");
    expect([pricesOf(whole).length, whole["next"]]).toEqual([21, undefined]);
  });

  test("of nobody is empty, however long or odd the name", async () => {
    const { get } = await paintedBy("leo", 1);
    for (const name of ["raf", "__proto__", "x".repeat(3_000), "%F0%9F%8E%A8".repeat(200)])
      expect(await get(`/painters/${name}/paintings`)).toEqual([200, { items: [] }]);
  });

  test.each(["0", "101", "-1", "1.5", "abc", "", "1e9"])("is refused with the limit %j", async (limit) => {
    const { get } = await paintedBy("leo", 1);
    expect(await get(`/painters/leo/paintings?limit=${limit}`)).toMatchObject([
      400,
      { type: "urn:bugle:problem:query-invalid", errors: [{ field: "limit" }] },
    ]);
  });

  test.each([
    "x",
    "%00",
    Buffer.from('["a"]').toString("base64url"),
    Buffer.from('""').toString("base64url"),
    Buffer.from(JSON.stringify("\u00e9".repeat(600))).toString("base64url"),
    "A".repeat(5_000),
  ])("is refused with the next %j", async (next) => {
    const { get } = await paintedBy("leo", 1);
    expect(await get(`/painters/leo/paintings?next=${next}`)).toMatchObject([
      400,
      { type: "urn:bugle:problem:next-malformed" },
    ]);
  });
});

test("a total is found by its name, and a row of the same key is not taken for one", async () => {
  const { get, world } = openMuseum();
  const write = (key: string, sum: number) =>
    world.models.write([{ model: "bakery/takings", key, value: { row: { sum }, version: 1, n: 0 }, expected: 0 }]);
  await write("total/2026", 7);
  await write("2025", 1);
  expect(await get("/takings/2026")).toEqual([200, { row: { sum: 7 }, version: 1, n: 0 }]);
  expect(await get("/takings/2025")).toEqual([200, null]);
});
