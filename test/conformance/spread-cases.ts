import { describe, expect, it } from "vitest";
import { openCounter, sale, soldInParts, soldOf, soldOfMany } from "./counting.ts";
import type { Stores } from "./samples.ts";

export function spreadCases(stores: () => Stores): void {
  const shelf = (parts: number) => ({ models: stores().models, parts });

  describe("totals in several parts", () => {
    it("are read as one, and count each event once, wherever racing workers count it, and however often it comes", async () => {
      const all = shelf(4);
      const names = ["all-raced", "raced"];
      const counters = [0, 0.3, 0.3, 0.9].map((place) => openCounter(all, () => place));
      const sales = Array.from({ length: 40 }, (_, i) => sale(`raced-${i}`, 1, names));
      const turns = [0, 10, 20, 30].flatMap((from) => counters.map((count) => count(...sales.slice(from, from + 10))));
      expect((await Promise.all(turns)).flat()).toEqual([]);
      const rows = await soldOfMany(all, [...names, "never"]);
      expect([...rows].map(([name, [sold]]) => [name, sold])).toEqual([
        ["all-raced", 40],
        ["raced", 40],
      ]);
      expect(await soldOf(all, "all-raced")).toBe(40);
      expect(await soldOf(all, "never")).toBeUndefined();
    });

    it("are read more than a hundred parts at a time, in the order asked", async () => {
      const all = shelf(40);
      const names = ["all-c", "all-a", "all-b"];
      for (const [i, place] of [0, 0.5, 0.99].entries())
        await openCounter(all, () => place)(sale(`paged-${i}`, 1, names));
      expect(await soldOfMany(all, names)).toEqual(new Map(names.map((name) => [name, [3, 3]])));
      expect((await soldInParts(all, "all-c")).flatMap((sold, part) => (sold ? [[part, sold]] : []))).toEqual([
        [0, 1],
        [20, 1],
        [39, 1],
      ]);
    });

    it("keep what they held before they were spread, and before they were spread more", async () => {
      for (const [i, parts] of [1, 2, 8].entries())
        await openCounter(shelf(parts), () => 0.99)(sale(`grown-${i}`, 1, ["all-grown"]), sale(`grown-${i}`, 2, []));
      expect(await soldOf(shelf(8), "all-grown")).toBe(3);
      const again = openCounter(shelf(8), () => 0.5);
      await again(...[0, 1, 2].map((i) => sale(`grown-${i}`, 1, ["all-grown"])));
      expect(await soldInParts(shelf(8), "all-grown")).toEqual([1, 1, ...Array(5).fill(undefined), 1]);
    });
  });
}
