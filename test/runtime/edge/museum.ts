import * as z from "zod";
import type { Commit } from "../../../functions/runtime/commit.ts";
import {
  afterToken,
  api,
  atTime,
  atVersion,
  find,
  history,
  list,
  operation,
  paging,
  resource,
  view,
} from "../../../functions/runtime/edge/index.ts";
import { event, projection, state, totals } from "../../../functions/runtime/index.ts";
import { openKitchen } from "./kitchen.ts";

const paintingId = z.string();

class Painted extends event("Painted", { paintingId, by: z.string(), note: z.unknown() }) {}
class Sold extends event("Sold", { paintingId, price: z.int() }) {}

const painting = state("painting", { key: "paintingId", from: [Painted, Sold], initial: { price: 0 } })({
  Painted: (current) => current,
  Sold: (_, { price }) => ({ price }),
});

const paintings = projection("paintings", {
  of: painting,
  initial: { by: "", time: "", price: 0 },
  listed: { in: ({ by }) => by, by: ({ time }) => time },
})({
  Painted: (row, { by }, { time }) => ({ ...row, by, time }),
  Sold: (row, { price }) => ({ ...row, price }),
});

const takings = totals("takings", {
  of: painting,
  total: (_, { time }) => time.slice(0, 4),
  initial: { sum: 0 },
})({ Sold: ({ sum }, { price }) => ({ sum: sum + price }) });

const museumApi = () =>
  api(
    resource()
      .get(
        "/paintings/:id",
        operation({ summary: "A painting", query: { ...afterToken, ...atTime, ...atVersion } }),
        async (c) => c.json(await view(c, paintings, c.req.param("id"), c.req.valid("query"))),
      )
      .get("/paintings/:id/events", operation({ summary: "Its life", query: paging }), async (c) =>
        c.json(await history(c, painting, c.req.param("id"), { ...c.req.valid("query"), without: ["iban"] })),
      )
      .get("/painters/:by/paintings", operation({ summary: "A life's work", query: paging }), async (c) =>
        c.json(await list(c, paintings, c.req.param("by"), c.req.valid("query"))),
      )
      .get("/takings/:year", async (c) => c.json((await find(c, takings, c.req.param("year"))) ?? null)),
  );

/** Paintings in the journal and in read models, without anybody at work; `get` answers status and body. */
export function openMuseum() {
  const { json, world, notes } = openKitchen({ api: museumApi() });
  const get = async (path: string) => {
    const response = await json("GET", path);
    return [response.status, (await response.json()) as Record<string, unknown>] as const;
  };
  return { get, world, notes };
}

const answer = { type: "Paint", sent: "", hops: 0 };

/** A commit of the painting `mona`, at a second past noon. */
export const commitOf = (n: number, version: number, ...events: [type: string, data: object][]): Commit => ({
  stream: "bakery/painting/mona",
  n,
  time: new Date(Date.UTC(2026, 0, 1, 12, 0, n)).toISOString(),
  by: "bakery/paint",
  version,
  events: events.map(([type, data], i) => ({ type, v: 1, data: { paintingId: "mona", ...data }, by: i })),
  sends: [],
  answers: [
    { ...answer, id: `m-${n}`, correlationid: "c-1", actor: "ann" },
    { ...answer, id: `e-${n}`, correlationid: "c-2", by: "bakery/sell-on-offered", type: "Offered" },
  ],
});
