import { describe, expect, it } from "vitest";
import { streamOf } from "../../functions/runtime/envelope.ts";
import { commitOf, largeCommit, type Stores } from "./samples.ts";

const numbers = (commits: readonly { n: number }[]) => commits.map(({ n }) => n);

export function journalCases(stores: () => Stores): void {
  const journal = () => stores().journal;

  describe("journal", () => {
    it("answers nothing for a commit that was written, and reads it back unchanged", async () => {
      const commit = commitOf("commerce/order/written", 1, { expires: 4_102_444_800 });
      expect(await journal().append(commit)).toBeUndefined();
      expect(await journal().read("commerce/order/written", 0)).toEqual([commit]);
    });

    it("answers the commit that stands where another is appended, and keeps it", async () => {
      const first = commitOf("commerce/order/taken", 1);
      await journal().append(first);
      const second = commitOf("commerce/order/taken", 1, { by: "commerce/cancel-order" });
      expect(await journal().append(second)).toEqual(first);
      expect(await journal().read("commerce/order/taken", 0)).toEqual([first]);
    });

    it("answers a repeated append with its own commit", async () => {
      const commit = commitOf("commerce/order/repeated", 1);
      await journal().append(commit);
      expect(await journal().append(commit)).toEqual(commit);
    });

    it("lets one of twenty concurrent appends win, and shows the others the winner", async () => {
      const rivals = Array.from({ length: 20 }, (_, i) =>
        commitOf("commerce/order/race", 1, { by: `commerce/h-${i}` }),
      );
      const answers = await Promise.all(rivals.map((rival) => journal().append(rival)));
      const winners = rivals.filter((_, i) => answers[i] === undefined);
      expect(winners).toHaveLength(1);
      expect(answers.filter((answer) => answer?.by === winners[0]?.by)).toHaveLength(19);
      expect(await journal().read("commerce/order/race", 0)).toEqual(winners);
    });

    it("reads commits in the order of their numbers, after the one given", async () => {
      for (const n of [1, 2, 10, 9, 11, 3]) await journal().append(commitOf("commerce/order/order", n));
      expect(numbers(await journal().read("commerce/order/order", 0))).toEqual([1, 2, 3, 9, 10, 11]);
      expect(numbers(await journal().read("commerce/order/order", 3))).toEqual([9, 10, 11]);
    });

    it("reads the newest commits as the tail, oldest of them first", async () => {
      for (const n of [1, 2, 3, 4, 5]) await journal().append(commitOf("commerce/order/tail", n));
      expect(numbers(await journal().tail("commerce/order/tail", 2))).toEqual([4, 5]);
      expect(numbers(await journal().tail("commerce/order/tail", 100))).toEqual([1, 2, 3, 4, 5]);
    });

    it("answers an empty list for a stream that has no commits", async () => {
      expect(await journal().read("commerce/order/none", 0)).toEqual([]);
      expect(await journal().tail("commerce/order/none", 10)).toEqual([]);
    });

    it("keeps streams apart whose keys hold separators or other scripts", async () => {
      const stream = streamOf("commerce", "order", "a/b#c %é*");
      expect(stream).toBe("commerce/order/a%2Fb%23c%20%25%C3%A9%2A");
      await journal().append(commitOf(stream, 1));
      expect(await journal().read(stream, 0)).toEqual([commitOf(stream, 1)]);
      expect(await journal().read("commerce/order/a", 0)).toEqual([]);
    });

    it("shares no object with its callers", async () => {
      const data = { total: 1 };
      const commit = commitOf("commerce/order/shared", 1, { events: [{ type: "Counted", v: 1, data, by: 0 }] });
      await journal().append(commit);
      data.total = 2;
      const [first] = await journal().read("commerce/order/shared", 0);
      expect(first?.events[0]?.data).toEqual({ total: 1 });
    });

    it("reads on past what one page of a megabyte holds", async () => {
      for (const n of [1, 2, 3, 4]) await journal().append(largeCommit("commerce/order/pages", n, 350_000));
      expect(numbers(await journal().read("commerce/order/pages", 0))).toEqual([1, 2, 3, 4]);
      expect(numbers(await journal().tail("commerce/order/pages", 2))).toEqual([3, 4]);
    });

    it("reads no more than it is asked for, beginning where it is told", async () => {
      for (const n of [1, 2, 3, 4]) await journal().append(commitOf("commerce/order/bounded", n));
      expect(numbers(await journal().read("commerce/order/bounded", 1, 2))).toEqual([2, 3]);
      expect(numbers(await journal().read("commerce/order/bounded", 3, 2))).toEqual([4]);
      expect(await journal().read("commerce/order/bounded", 4, 2)).toEqual([]);
    });

    it("keeps a commit near 400 KB, and refuses a larger one as terminal", async () => {
      const near = largeCommit("commerce/order/near", 1, 408_900);
      expect(await journal().append(near)).toBeUndefined();
      expect(await journal().read("commerce/order/near", 0)).toEqual([near]);
      const above = largeCommit("commerce/order/above", 1, 410_000);
      await expect(journal().append(above)).rejects.toMatchObject({ code: "commit-too-large", verdict: "terminal" });
      expect(await journal().read("commerce/order/above", 0)).toEqual([]);
    });

    it("keeps a stream with a name of 2,048 bytes, and refuses a longer one as terminal", async () => {
      const longest = `commerce/order/${"k".repeat(2_033)}`;
      expect(await journal().append(commitOf(longest, 1))).toBeUndefined();
      const refusal = { code: "stream-too-long", verdict: "terminal" };
      await expect(journal().append(commitOf(`${longest}k`, 1))).rejects.toMatchObject(refusal);
      await expect(journal().tail(`${longest}k`, 1)).rejects.toMatchObject(refusal);
    });
  });
}
