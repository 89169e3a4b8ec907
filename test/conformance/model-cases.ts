import { describe, expect, it } from "vitest";
import type { RowWrite } from "../../functions/runtime/ports.ts";
import type { Stores } from "./samples.ts";

const writeOf = (key: string, expected: number, row: unknown = { total: expected + 1 }): RowWrite => ({
  model: "order-summary",
  key,
  value: { row, version: expected + 1, n: 10 + expected },
  expected,
});

const rowAt = (place: string, expected = 0) => ({ row: place, version: expected + 1, n: 10 + expected });
const listedAt = (list: string, place: string, expected = 0): RowWrite => ({
  ...writeOf(`${list}/${place}`, expected, place),
  listed: { list, place },
});

export function modelCases(stores: () => Stores): void {
  const models = () => stores().models;
  const totals = async (keys: readonly string[]) =>
    Promise.all(keys.map(async (key) => (await models().read("order-summary", key))?.version));

  describe("read models", () => {
    it("reads back a row with its version and commit, and nothing where there is none", async () => {
      expect(await models().write([writeOf("row", 0, { name: "grüße", lines: [] })])).toBe(true);
      const row = { row: { name: "grüße", lines: [] }, version: 1, n: 10 };
      expect(await models().read("order-summary", "row")).toEqual(row);
      expect(await models().read("order-summary", "other")).toBeUndefined();
      expect(await models().read("other-model", "row")).toBeUndefined();
    });

    it("answers false to a row that is not at the version expected, and leaves it", async () => {
      await models().write([writeOf("moved", 0)]);
      await models().write([writeOf("moved", 1)]);
      expect(await models().write([writeOf("moved", 0, "lost")])).toBe(false);
      expect(await models().write([writeOf("moved", 1, "lost")])).toBe(false);
      expect(await models().write([writeOf("never", 4, "lost")])).toBe(false);
      expect(await models().read("order-summary", "moved")).toEqual({ row: { total: 2 }, version: 2, n: 11 });
      expect(await models().read("order-summary", "never")).toBeUndefined();
    });

    it("reads many rows at once, each under its key, and leaves out those that do not exist", async () => {
      const keys = Array.from({ length: 103 }, (_, i) => `at-once/${i}`);
      await models().write(keys.slice(0, 100).map((key) => writeOf(key, 0, key)));
      await models().write(keys.slice(101).map((key) => writeOf(key, 0, key)));
      const rows = await models().readMany("order-summary", keys);
      expect([rows.size, rows.get("at-once/0"), rows.get("at-once/102")?.row]).toEqual([
        102,
        rowAt("at-once/0"),
        keys[102],
      ]);
      expect(rows.get("at-once/100")).toBeUndefined();
      expect(await models().readMany("other-model", keys.slice(0, 2))).toEqual(new Map());
      expect(await models().readMany("order-summary", [])).toEqual(new Map());
    });

    it("keeps rows of 100 KB, alone, in a transaction and in a list", async () => {
      const large = { levels: Array.from({ length: 5_000 }, (_, i) => ({ price: i, text: "grüße" })) };
      const [alone, ...together] = ["3", "2", "1"].map((place) => ({
        ...writeOf(`large/${place}`, 0, large),
        listed: { list: "large", place },
      }));
      expect(await models().write([alone!])).toBe(true);
      expect(await models().write(together)).toBe(true);
      const row = { row: large, version: 1, n: 10 };
      expect(await models().read("order-summary", "large/3")).toEqual(row);
      expect(await models().readMany("order-summary", ["large/1"])).toEqual(new Map([["large/1", row]]));
      expect((await models().list("order-summary", "large", { limit: 9 })).items).toEqual([row, row, row]);
      expect(await models().write([writeOf("large/3", 1, "small")])).toBe(true);
      expect((await models().read("order-summary", "large/3"))?.row).toBe("small");
    });

    it("counts a row past its time as absent, to be read, listed and written anew", async () => {
      const [past, future] = [-60, 3_600].map((seconds) => Math.floor(Date.now() / 1_000) + seconds);
      const listed = { list: "kept", place: "1" };
      await models().write([{ ...writeOf("kept", 0), expires: future!, listed }]);
      await models().write([{ ...writeOf("past", 0), expires: past!, listed: { ...listed, place: "2" } }]);
      expect((await models().read("order-summary", "kept"))?.version).toBe(1);
      expect(await models().read("order-summary", "past")).toBeUndefined();
      expect([...(await models().readMany("order-summary", ["kept", "past"])).keys()]).toEqual(["kept"]);
      expect((await models().list("order-summary", "kept", { limit: 9 })).items).toHaveLength(1);
      expect(await models().write([writeOf("kept", 0), writeOf("past", 0)])).toBe(false);
      expect(await models().write([writeOf("past", 0, "anew"), writeOf("kept", 1)])).toBe(true);
      expect((await models().read("order-summary", "past"))?.row).toBe("anew");
    });

    it("writes several rows all or none", async () => {
      expect(await models().write([writeOf("a", 0), writeOf("b", 0)])).toBe(true);
      expect(await models().write([writeOf("a", 1), writeOf("b", 7), writeOf("c", 0)])).toBe(false);
      expect(await totals(["a", "b", "c"])).toEqual([1, 1, undefined]);
    });

    it("lets one of twenty concurrent writers win, alone or several rows at once, and answers false to the others", async () => {
      const one = await Promise.all(Array.from({ length: 20 }, () => models().write([writeOf("race", 0)])));
      expect(one.filter(Boolean)).toHaveLength(1);
      const rows = () => models().write([writeOf("race-a", 0), writeOf("race-b", 0)]);
      const several = await Promise.all(Array.from({ length: 20 }, rows));
      expect(several.filter(Boolean)).toHaveLength(1);
    });

    it("writes nothing gladly, and refuses more than a hundred rows in one write as terminal", async () => {
      expect(await models().write([])).toBe(true);
      const many = Array.from({ length: 101 }, (_, i) => writeOf(`many-${i}`, 0));
      await expect(models().write(many)).rejects.toMatchObject({ code: "too-many-rows", verdict: "terminal" });
      expect(await models().write(many.slice(0, 100))).toBe(true);
    });

    it("refuses a write that names a row twice", async () => {
      const twice = [writeOf("twice", 0), writeOf("twice", 0)];
      await expect(models().write(twice)).rejects.toMatchObject({ code: "row-written-twice" });
    });

    it("lists the rows of a list by place, greatest first, page by page", async () => {
      for (const place of ["b", "d", "a", "c"]) await models().write([listedAt("pages", place)]);
      await models().write([listedAt("elsewhere", "e"), writeOf("unlisted", 0)]);
      const list = (before?: string) =>
        models().list("order-summary", "pages", { limit: 2, ...(before !== undefined && { before }) });
      const first = await list();
      expect(first).toEqual({ items: [rowAt("d"), rowAt("c")], next: "c" });
      expect(await list(first.next)).toEqual({ items: [rowAt("b"), rowAt("a")] });
      expect(await list("a")).toEqual({ items: [] });
      expect(await models().list("other-model", "pages", { limit: 2 })).toEqual({ items: [] });
    });

    it("moves a row that is written with another list, and takes it out when written with none", async () => {
      await models().write([listedAt("from", "1")]);
      const rows = async (list: string) => (await models().list("order-summary", list, { limit: 9 })).items;
      await models().write([{ ...listedAt("from", "1", 1), listed: { list: "to", place: "1" } }]);
      expect([await rows("from"), await rows("to")]).toEqual([[], [rowAt("1", 1)]]);
      await models().write([writeOf("from/1", 2, "1")]);
      expect(await rows("to")).toEqual([]);
      expect((await models().read("order-summary", "from/1"))?.version).toBe(3);
    });

    it("orders places by their bytes, keeps lists apart whose names hold separators, and takes a hundred at once", async () => {
      const places = ["\u{1f600}", "\uff5e", "z", "Z", "1", " "];
      for (const place of places.toReversed()) await models().write([listedAt("bytes", place)]);
      const items = places.map((place) => rowAt(place));
      expect(await models().list("order-summary", "bytes", { limit: 100 })).toEqual({ items });
      await models().write([listedAt("l/1", "a"), listedAt("l%2F1", "b")]);
      expect(await models().list("order-summary", "l/1", { limit: 9 })).toEqual({ items: [rowAt("a")] });
      const many = Array.from({ length: 100 }, (_, i) => listedAt("hundred", String(i + 100)));
      await models().write(many);
      await models().write([listedAt("hundred", "099")]);
      const page = await models().list("order-summary", "hundred", { limit: 100 });
      expect([page.items.length, page.items[0], page.next]).toEqual([100, rowAt("199"), "100"]);
    });

    it("refuses a list or a place that no index holds as terminal, and writes nothing", async () => {
      for (const listed of [
        { list: "x".repeat(2_048), place: "a" },
        { list: "a", place: "x".repeat(1_025) },
      ])
        await expect(models().write([{ ...writeOf("long", 0), listed }])).rejects.toMatchObject({
          code: "list-too-long",
          verdict: "terminal",
        });
      expect(await models().read("order-summary", "long")).toBeUndefined();
    });

    it("keeps rows apart whose keys hold separators", async () => {
      await models().write([writeOf("x/y", 0, "slash")]);
      await models().write([writeOf("x%2Fy", 0, "percent")]);
      expect((await models().read("order-summary", "x/y"))?.row).toBe("slash");
      expect((await models().read("order-summary", "x%2Fy"))?.row).toBe("percent");
    });
  });
}
