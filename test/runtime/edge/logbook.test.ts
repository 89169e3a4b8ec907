import { describe, expect, test } from "vitest";
import type { Commit } from "../../../functions/runtime/commit.ts";
import { lastBefore } from "../../../functions/runtime/edge/commit-search.ts";
import {
  afterVersion,
  api,
  feed,
  logbook,
  operation,
  paging,
  resource,
} from "../../../functions/runtime/edge/index.ts";
import { memoryJournal } from "../../../functions/runtime/memory/journal.ts";
import { openKitchen } from "./kitchen.ts";
import { commitOf } from "./museum.ts";

const painting = { name: "painting" };
const sold = (price: number) => ["Sold", { price }] as [string, object];
const NO = { code: "sold-out", reason: "it is sold", help: "buy another", about: { paintingId: "mona" } };

const chronicle = api(
  resource()
    .get("/paintings/:id/feed", operation({ summary: "Its feed", query: afterVersion }), async (c) =>
      c.json(await feed(c, painting, c.req.param("id"), c.req.valid("query"))),
    )
    .get("/paintings/:id/log", operation({ summary: "Its log", query: paging }), async (c) => {
      const span = { from: c.req.query("from") ?? "", until: c.req.query("until") ?? "" };
      return c.json(await logbook(c, painting, c.req.param("id"), { ...span, ...c.req.valid("query") }));
    }),
);

async function hung(...commits: Commit[]) {
  const { json, world, notes } = openKitchen({ api: chronicle });
  for (const commit of commits) await world.journal.append(commit);
  notes.calls.length = 0;
  const get = async (path: string) => {
    const response = await json("GET", path);
    return { status: response.status, body: (await response.json()) as Record<string, never> };
  };
  return { get, notes };
}

const sales = (count: number) => Array.from({ length: count }, (_, i) => commitOf(i + 1, i + 1, sold(i)));
const versionsOf = (body: { items?: { version: number }[] }) => body.items?.map(({ version }) => version);

describe("a feed", () => {
  test("answers what came after a version, and the version to ask after next", async () => {
    const { get } = await hung(commitOf(1, 3, sold(1), sold(2), sold(3)), commitOf(2, 3), commitOf(3, 4, sold(4)));
    const first = await get("/paintings/mona/feed?limit=2");
    expect([versionsOf(first.body), first.body["after"]]).toEqual([[1, 2], 2]);
    const rest = await get("/paintings/mona/feed?after=2");
    expect([versionsOf(rest.body), rest.body["after"]]).toEqual([[3, 4], 4]);
    expect((await get("/paintings/mona/feed?after=4")).body).toEqual({ items: [], after: 4 });
  });
  test("of what has no facts is empty", async () => {
    const { get } = await hung();
    for (const id of ["mona", "x".repeat(3_000)])
      expect(await get(`/paintings/${id}/feed`)).toEqual({ status: 200, body: { items: [], after: 0 } });
  });
  test("of a thousand facts is read near its end with two calls, and from anywhere with a dozen", async () => {
    const { get, notes } = await hung(...sales(1_000));
    expect(versionsOf((await get("/paintings/mona/feed?after=990&limit=2")).body)).toEqual([991, 992]);
    expect(notes.calls).toEqual(["journal.tail", "journal.read"]);
    notes.calls.length = 0;
    expect(versionsOf((await get("/paintings/mona/feed?after=500&limit=2")).body)).toEqual([501, 502]);
    expect(notes.calls.length).toBeLessThanOrEqual(12);
  });
});

describe("a log", () => {
  const log = "/paintings/mona/log?from=2026-01-01T12:00:02Z&until=2026-01-01T12:00:04Z";
  const refused: Commit = {
    ...commitOf(3, 4, sold(3)),
    answers: [
      { id: "r-1", type: "Sell", sent: "", correlationid: "c-1", hops: 0, actor: "ann", rejected: NO },
      { id: "m-2", type: "Sell", sent: "", correlationid: "c-2", hops: 0, actor: "bob" },
    ],
    events: [{ type: "Sold", v: 1, data: { paintingId: "mona", price: 3 }, by: 1 }],
  };
  const commits = [commitOf(1, 1, sold(0)), commitOf(2, 3, sold(1), sold(2)), refused, commitOf(4, 5, sold(4))];

  test("tells facts and refusals of a time, in the order in which messages were answered", async () => {
    const { get } = await hung(...commits);
    const { body } = await get(log);
    expect(versionsOf(body)).toEqual([2, 3, 3, 4]);
    expect(body["items"]).toMatchObject([
      { type: "Sold", actor: "ann", data: { price: 1 } },
      { type: "Sold", data: { price: 2 } },
      { type: "Sell", id: "r-1", by: "bakery/paint", actor: "ann", correlationId: "c-1", refused: NO },
      { type: "Sold", actor: "bob", data: { price: 3 } },
    ]);
    expect(body["next"]).toBeUndefined();
  });
  test("is read in pages that end anywhere", async () => {
    const { get } = await hung(...commits);
    const types = [];
    for (let next: string | undefined = ""; next !== undefined; ) {
      const { body }: { body: { items?: { type: string }[]; next?: string } } = await get(
        `${log}&limit=1${next && `&next=${next}`}`,
      );
      types.push(body.items?.map(({ type }) => type));
      next = body.next;
    }
    expect(types).toEqual([["Sold"], ["Sold"], ["Sell"], ["Sold"]]);
  });
  test("is told in full though thousands of commits without entries lie in it, and no page of it reads them all", async () => {
    const noon = { time: "2026-01-01T12:00:03.000Z" };
    const quotes = Array.from({ length: 4_500 }, (_, i) => ({ ...commitOf(i + 2, 1), ...noon }));
    const first = { ...commitOf(1, 1, sold(0)), ...noon };
    const { get, notes } = await hung(first, ...quotes, { ...commitOf(4_502, 2, sold(1)), ...noon });
    const pages = [];
    for (let next: string | undefined = ""; next !== undefined; ) {
      notes.calls.length = 0;
      const { body }: { body: { items?: { version: number }[]; next?: string } } = await get(
        `${log}${next && `&next=${next}`}`,
      );
      pages.push(versionsOf(body));
      next = body.next;
      expect(notes.calls.filter((call) => call === "journal.read").length).toBeLessThanOrEqual(20 + 13);
    }
    expect(pages).toEqual([[1], [], [2]]);
  });
  test("of a time without anything is empty, and of what never was is answered 404", async () => {
    const { get } = await hung(...commits);
    const late = "from=2027-01-01T00:00:00Z&until=2027-01-02T00:00:00Z";
    expect((await get(`/paintings/mona/log?${late}`)).body).toEqual({ items: [] });
    expect((await get(`/paintings/none/log?${late}`)).status).toBe(404);
  });
});

test("the last commit before anything is found in streams of any length", async () => {
  for (const length of [0, 1, 2, 24, 25, 26, 27, 60, 101]) {
    const journal = memoryJournal();
    for (const commit of sales(length)) await journal.append(commit);
    for (let n = 0; n <= length; n++)
      expect([length, await lastBefore(journal, "bakery/painting/mona", (commit) => commit.n <= n)]).toEqual([
        length,
        n,
      ]);
  }
});
