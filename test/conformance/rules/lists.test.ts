import { expect, it } from "vitest";
import * as z from "zod";
import { event, projection, state } from "../../../functions/runtime/index.ts";
import type { Definition } from "../../../functions/runtime/manifest.ts";
import { bench, received } from "./bench.ts";

class Moved extends event("Moved", { catId: z.string(), to: z.string() }) {}

const cat = state("cat", { key: "catId", from: [Moved], initial: { at: "" } })({ Moved: (_, { to }) => ({ at: to }) });

const cats = projection("cats", {
  of: cat,
  initial: { at: "", since: "" },
  listed: { in: ({ at }) => (at === "outside" ? undefined : at), by: ({ since }) => since },
})({ Moved: (_, { to }, { time }) => ({ at: to, since: time }) });

const moved = (catId: string, version: number, to: string, second: number) =>
  received(
    `test/cat/${catId}@${version}.0`,
    { kind: "event", type: "Moved", data: { catId, to } },
    { stream: `test/cat/${catId}`, streamversion: version, time: `2026-01-01T00:00:0${second}.000Z` },
  );

it("a projection keeps each row in the list it names, in its order, and in none when it names none", async () => {
  const { ground, deliver } = bench("cats.projection.ts", cats as Definition);
  const at = async (list: string) =>
    (await ground.models.list("test/cats", list, { limit: 9 })).items.map(({ row }) => row);
  expect(await deliver(moved("a/b", 1, "sofa", 1), moved("tom", 1, "sofa", 2), moved("tim", 1, "outside", 3))).toEqual(
    [],
  );
  const [first, second] = [
    { at: "sofa", since: "2026-01-01T00:00:01.000Z" },
    { at: "sofa", since: "2026-01-01T00:00:02.000Z" },
  ];
  expect(await at("sofa")).toEqual([second, first]);
  await deliver(moved("a/b", 2, "bed", 4), moved("tom", 2, "outside", 5));
  expect([await at("sofa"), await at("bed"), await at("outside")]).toEqual([
    [],
    [{ at: "bed", since: "2026-01-01T00:00:04.000Z" }],
    [],
  ]);
  expect((await ground.models.read("test/cats", "tom"))?.row).toMatchObject({ at: "outside" });
});

it("rows of one time are told apart by their keys, so that a page never skips one", async () => {
  const { ground, deliver } = bench("cats.projection.ts", cats as Definition);
  await deliver(...["c", "a", "b"].map((catId) => moved(catId, 1, "sofa", 1)));
  const pages: string[] = [];
  for (let before: string | undefined = "9"; before !== undefined; ) {
    const page = await ground.models.list("test/cats", "sofa", { limit: 1, before });
    pages.push(page.next ?? "last");
    before = page.next;
  }
  expect(pages).toEqual(["2026-01-01T00:00:01.000Z c", "2026-01-01T00:00:01.000Z b", "last"]);
});
