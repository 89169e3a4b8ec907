import { describe, expect, it } from "vitest";
import { commitsOf, counting, deliveriesOf, pathAt, pathOf, pathWith, project, type Said, START } from "./past.ts";
import type { Stores } from "./samples.ts";

/** Forty commits, some of one time, some of several facts or none. */
const SAID = Array.from({ length: 40 }, (_, i): Said => [i % 7 === 3 ? 0 : 1 + (i % 3), i % 4 === 0 ? 0 : 1_000]);
const kept = pathOf({ checkpoints: 5 });

export function checkpointCases(stores: () => Stores): void {
  describe("a row as it was", () => {
    it("is the same from its checkpoints as from the first commit, at every instant, and reads a part", async () => {
      const commits = commitsOf("tom/1", SAID);
      for (const commit of commits) await stores().journal.append(commit);
      for (const delivery of deliveriesOf(commits)) expect(await project(stores(), kept, [delivery])).toEqual([]);
      const times = [...new Set([START - 1, ...commits.map(({ time }) => Date.parse(time)), START + 1e9])];
      for (const time of times) {
        const { stores: counted, counts } = counting(stores(), 3);
        expect(await pathAt(counted, kept, "tom/1", time)).toEqual(await pathAt(stores(), pathOf(), "tom/1", time));
        expect(counts.commits).toBeLessThanOrEqual(9);
      }
      const now = await pathAt(stores(), kept, "tom/1", START + 1e9);
      expect([now?.version, now?.n]).toEqual([67, 40]);
      expect(now).toEqual(await stores().models.read("test/paths", "tom/1"));
    });

    it("is the same from its checkpoints as from the first commit, at every version, between facts of one commit too", async () => {
      const commits = commitsOf("tom/2", SAID);
      for (const commit of commits) await stores().journal.append(commit);
      for (const delivery of deliveriesOf(commits)) await project(stores(), kept, [delivery]);
      for (let version = 1; version <= 67; version++) {
        const row = await pathWith(stores(), kept, "tom/2", version);
        expect(row).toEqual(await pathWith(stores(), pathOf(), "tom/2", version));
        expect(row?.version).toBe(version);
      }
      for (const definition of [kept, pathOf()])
        expect(await pathWith(stores(), definition, "tom/2", 68)).toBeUndefined();
    });

    it("is kept for its own key, beside the rows of others", async () => {
      const commits = commitsOf("tom", SAID.slice(0, 12));
      for (const commit of commits) await stores().journal.append(commit);
      await project(stores(), kept, deliveriesOf(commits));
      await project(stores(), kept, deliveriesOf(commits).slice(3, 5));
      const { items } = await stores().models.list("test/paths/at", "tom", { limit: 9 });
      expect(items.map(({ version, n, row }) => [version, n, (row as { through: number }).through])).toEqual([
        [17, 9, 9],
        [6, 3, 4],
      ]);
    });
  });
}
