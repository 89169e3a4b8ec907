import { describe, expect, it } from "vitest";
import type { RowWrite } from "../../functions/runtime/ports.ts";
import type { Stores } from "./samples.ts";

const writeOf = (key: string, expected: number, row: unknown = { total: expected + 1 }): RowWrite => ({
  model: "order-summary",
  key,
  value: { row, version: expected + 1, n: 10 + expected },
  expected,
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

    it("keeps rows apart whose keys hold separators", async () => {
      await models().write([writeOf("x/y", 0, "slash")]);
      await models().write([writeOf("x%2Fy", 0, "percent")]);
      expect((await models().read("order-summary", "x/y"))?.row).toBe("slash");
      expect((await models().read("order-summary", "x%2Fy"))?.row).toBe("percent");
    });
  });
}
