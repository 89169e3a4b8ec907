import { describe, expect, it } from "vitest";
import * as z from "zod";
import { event, state, totals } from "../../../functions/runtime/index.ts";
import type { Definition } from "../../../functions/runtime/manifest.ts";
import { givenEvents } from "../../../functions/runtime/testing/given-events.ts";
import { bench, received } from "./bench.ts";

class Sold extends event("Sold", { shopId: z.string(), names: z.array(z.string()) }) {}
class Opened extends event("Opened", { shopId: z.string() }) {}
const shop = state("shop", { key: "shopId", from: [Sold, Opened], initial: {} })({ Sold: (s) => s, Opened: (s) => s });

const sums = totals("sums", {
  of: shop,
  total: (data) => ("names" in data ? (data.names as string[]) : []),
  initial: { sold: 0, of: "" },
})({ Sold: ({ sold }, _, { total }) => ({ sold: sold + 1, of: total }) });

const sale = (shopId: string, version: number, names: string[]) =>
  received(`test/shop/${shopId}@${version}.0`, new Sold({ shopId, names }), {
    stream: `test/shop/${shopId}`,
    streamversion: version,
  });

const rowOf = async (b: ReturnType<typeof bench>, name: string) =>
  (await b.ground.models.read("test/sums", `total/${name}`))?.row;
const open = () => bench("sums.projection.ts", sums as unknown as Definition);
const many = (count: number, prefix = "t") => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

describe("totals of several names", () => {
  it("fold an event once into each, and tell the fold which", async () => {
    const b = open();
    await b.deliver(sale("a", 1, ["hour", "day", "hour"]), sale("b", 1, ["day"]), sale("c", 1, []));
    expect([await rowOf(b, "hour"), await rowOf(b, "day")]).toEqual([
      { sold: 1, of: "hour" },
      { sold: 2, of: "day" },
    ]);
  });

  it("cost one read and one transaction for ten events of ten streams into ninety totals", async () => {
    const b = open();
    const events = many(10, "s").map((shopId, i) => sale(shopId, 1, many(9, `${i}-`)));
    expect(await b.deliver(...events)).toEqual([]);
    expect(b.calls).toEqual(["models.readMany", "models.write"]);
    expect(await rowOf(b, "9-8")).toEqual({ sold: 1, of: "9-8" });
  });

  it("cost three calls and the read of the journal where a gap names totals that nobody foresaw", async () => {
    const b = open();
    const events = [["early"], ["late"]].map((names) => ({ type: "Sold", v: 1, data: { shopId: "s", names }, by: 0 }));
    const commit = { stream: "test/shop/s", n: 1, time: "2026-01-01T00:00:00.000Z", by: "test/sell", version: 2 };
    await b.ground.journal.append({ ...commit, events, sends: [], answers: [] });
    await b.deliver(sale("s", 2, ["late"]));
    expect(b.calls).toEqual(["models.readMany", "journal.read", "models.readMany", "models.write"]);
    expect([await rowOf(b, "early"), await rowOf(b, "late")]).toMatchObject([{ sold: 1 }, { sold: 1 }]);
  });

  it("are counted once, whatever comes again, and take what fits where a batch names more than a transaction holds", async () => {
    const b = open();
    const events = many(4, "s").map((shopId, i) => sale(shopId, 1, many(99, `${i}-`)));
    for (let time = 0; time < 2; time++) expect(await b.deliver(...events)).toEqual([]);
    expect(b.calls.filter((call) => call === "models.write")).toHaveLength(4);
    for (const name of ["0-0", "0-98", "3-98"]) expect(await rowOf(b, name)).toEqual({ sold: 1, of: name });
  });

  it("refuse an event that names more than a transaction holds, and hold up no other", async () => {
    const b = open();
    const greedy = sale("greedy", 1, many(100));
    expect(await b.deliver(sale("a", 1, ["x"]), greedy, sale("b", 1, ["x"]))).toEqual([]);
    expect(b.deadLetters.map(({ delivery, reason }) => [delivery.messageId, reason.code])).toEqual([
      [greedy.messageId, "too-many-totals"],
    ]);
    expect(await rowOf(b, "x")).toEqual({ sold: 2, of: "x" });
  });

  it("are tested without delivery by `givenEvents`", () => {
    const events = [new Sold({ shopId: "a", names: ["x", "y"] }), new Sold({ shopId: "b", names: ["y"] })];
    givenEvents(sums, [...events, new Opened({ shopId: "a" })]).thenRows({
      x: { sold: 1, of: "x" },
      y: { sold: 2, of: "y" },
    });
  });
});
