import { describe, expect, test } from "vitest";
import { commitOf, openMuseum } from "./museum.ts";

const EVENTS = "/paintings/mona/events";
const painted = ["Painted", { by: "leo", note: "small" }] as [string, object];
const sold = (price: number) => ["Sold", { price }] as [string, object];

async function hung(...commits: ReturnType<typeof commitOf>[]) {
  const museum = openMuseum();
  for (const commit of commits) await museum.world.journal.append(commit);
  return museum;
}

const versionsOf = (body: Record<string, unknown>) =>
  (body["items"] as { version: number }[]).map(({ version }) => version);

describe("a history", () => {
  test("tells each fact with its time, who made it, on whose behalf and because of what", async () => {
    const { get } = await hung(commitOf(1, 2, painted, sold(3)));
    const common = { time: "2026-01-01T12:00:01.000Z" };
    expect(await get(EVENTS)).toEqual([
      200,
      {
        items: [
          {
            ...common,
            version: 1,
            type: "Painted",
            data: { paintingId: "mona", by: "leo", note: "small" },
            id: "bakery/painting/mona@1.0",
            by: "bakery/paint",
            actor: "ann",
            cause: { id: "m-1", type: "Paint" },
            correlationId: "c-1",
          },
          {
            ...common,
            version: 2,
            type: "Sold",
            data: { paintingId: "mona", price: 3 },
            id: "bakery/painting/mona@1.1",
            by: "bakery/sell-on-offered",
            cause: { id: "e-1", type: "Offered" },
            correlationId: "c-2",
          },
        ],
      },
    ]);
  });

  test("is read page by page, oldest first, through commits of several facts and of none", async () => {
    const { get } = await hung(
      commitOf(1, 3, painted, sold(1), sold(2)),
      commitOf(2, 3),
      commitOf(3, 4, sold(3)),
      commitOf(4, 6, sold(4), sold(5)),
    );
    const pages = [];
    for (let next: unknown = ""; next !== undefined; ) {
      const [, page] = await get(`${EVENTS}?limit=2${next && `&next=${next}`}`);
      pages.push(versionsOf(page));
      next = page["next"];
    }
    expect(pages).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  test("of a long stream is read no further than a page asks, wherever it begins", async () => {
    const commits = Array.from({ length: 1_000 }, (_, i) => commitOf(i + 1, i + 1, sold(i)));
    const { get, notes } = await hung(...commits);
    notes.calls.length = 0;
    const [, first] = await get(`${EVENTS}?limit=1`);
    expect([versionsOf(first), notes.calls]).toEqual([[1], ["journal.read"]]);
    const next = Buffer.from("[999,998]").toString("base64url");
    expect(versionsOf((await get(`${EVENTS}?limit=9&next=${next}`))[1])).toEqual([999, 1_000]);
  });

  test("leaves out the fields it is told to, however deep", async () => {
    const note = { buyer: { iban: "GB00", name: "ann" }, offers: [{ iban: "GB01" }], iban: null };
    const { get } = await hung(commitOf(1, 1, ["Painted", { by: "leo", note }]));
    const [, { items }] = await get(EVENTS);
    const [{ data }] = items as [{ data: { note: unknown } }];
    expect(data.note).toEqual({ buyer: { name: "ann" }, offers: [{}] });
  });

  test("of what never was is answered 404", async () => {
    const { get } = openMuseum();
    for (const id of ["mona", "x".repeat(3_000)])
      expect(await get(`/paintings/${id}/events`)).toMatchObject([404, { detail: "There is no such painting." }]);
  });

  test.each(["x", "[0,1]", "[1]", '["1",1]', '"place"', "[1,1.5]"])("is refused with the next %j", async (place) => {
    const { get } = await hung(commitOf(1, 1, painted));
    const next = Buffer.from(place).toString("base64url");
    expect(await get(`${EVENTS}?next=${next}`)).toMatchObject([400, { type: "urn:bugle:problem:next-malformed" }]);
  });
});

describe("a view at a time", () => {
  const row = { by: "leo", time: "2026-01-01T12:00:01.000Z", price: 0 };
  const at = async (time: string) => {
    const { get } = await hung(commitOf(1, 1, painted), commitOf(2, 3, sold(3), sold(4)), commitOf(3, 3));
    return get(`/paintings/mona?at=${encodeURIComponent(time)}`);
  };

  test("has in it what had happened by then, to the millisecond and in any zone", async () => {
    expect(await at("2026-01-01T12:00:01.999Z")).toEqual([200, { row, version: 1, n: 1 }]);
    const sale = [200, { row: { ...row, price: 4 }, version: 3, n: 2 }];
    expect(await at("2026-01-01T12:00:02Z")).toEqual(sale);
    expect(await at("2026-01-01T13:00:02+01:00")).toEqual(sale);
    expect(await at("9999-12-31T23:59:59Z")).toEqual(sale);
  });

  test("before the first fact is answered 404", async () => {
    expect(await at("2026-01-01T12:00:00.999Z")).toMatchObject([
      404,
      { detail: "There is no such painting at that time." },
    ]);
  });

  test("that facts which have gone would tell of is answered 410, never with what is left", async () => {
    const { get } = await hung(commitOf(1, 1, painted), commitOf(3, 4, sold(4)));
    const rest = await hung(commitOf(2, 3, sold(3), sold(4)));
    for (const ask of [get, rest.get])
      expect(await ask("/paintings/mona?at=2026-01-01T12:00:05Z")).toMatchObject([
        410,
        { type: "urn:bugle:problem:facts-gone" },
      ]);
    expect(await rest.get("/paintings/mona?at=2026-01-01T12:00:00Z")).toMatchObject([410, {}]);
  });

  test.each(["yesterday", "2026-01-01", "2026-02-30T00:00:00Z", "2026-01-01T12:00:00", ""])(
    "is refused for %j",
    async (time) => {
      expect(await at(time)).toMatchObject([
        400,
        { errors: [{ field: "at", reason: "is not a time such as 2026-01-31T12:00:00Z" }] },
      ]);
    },
  );
});

describe("a view with a version", () => {
  const row = { by: "leo", time: "2026-01-01T12:00:01.000Z", price: 3 };
  const commits = [commitOf(1, 1, painted), commitOf(2, 3, sold(3), sold(4)), commitOf(3, 3)];

  test("has that many facts in it, though one commit holds more", async () => {
    const { get } = await hung(...commits);
    expect(await get("/paintings/mona?version=2")).toEqual([200, { row, version: 2, n: 2 }]);
    expect(await get("/paintings/mona?version=3")).toMatchObject([200, { row: { price: 4 }, version: 3 }]);
  });

  test("that is not there yet is answered 404, and one whose facts have gone 410", async () => {
    const { get } = await hung(...commits);
    expect(await get("/paintings/mona?version=4")).toMatchObject([
      404,
      { detail: "There is no such painting at that version." },
    ]);
    const rest = await hung(...commits.slice(1));
    expect(await rest.get("/paintings/mona?version=3")).toMatchObject([410, {}]);
  });

  test.each(["0", "1.5", "x", "2&at=2026-01-01T12:00:05Z"])("is refused for %j", async (version) => {
    const { get } = await hung(...commits);
    expect(await get(`/paintings/mona?version=${version}`)).toMatchObject([
      400,
      { type: "urn:bugle:problem:query-invalid", errors: [{ field: "version" }] },
    ]);
  });
});
