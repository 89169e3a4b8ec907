import { expect, test } from "vitest";
import { answerSearch } from "../../../functions/runtime/edge/answer-search.ts";
import { memoryJournal } from "../../../functions/runtime/memory/journal.ts";

const stream = "bakery/cake/opera";
const begin = Date.parse("2026-05-01T12:00:00.000Z");

/** A journal of one stream, each of whose commits answers a command, and what was read of it. */
async function openJournal(commits: number) {
  const journal = memoryJournal();
  const reads: [after: number, limit: number | undefined][] = [];
  for (let n = 1; n <= commits; n++) {
    const time = new Date(begin + n * 1_000).toISOString();
    const answer = { id: `command-${n}`, type: "BakeCake", sent: time, correlationid: "c", hops: 0 };
    const common = { stream, by: "bakery/bake-cake", version: 0, events: [], sends: [] };
    await journal.append({ ...common, n, time, answers: [answer] });
  }
  const watched: typeof journal = {
    ...journal,
    read: async (of, after, limit) => {
      reads.push([after, limit]);
      return journal.read(of, after, limit);
    },
  };
  return { journal: watched, reads };
}

const ancient = (id: string) => ({ stream, id, born: "1970-01-01T00:00:00.000Z" });

test("an answer is found at the very beginning of a stream, a hundred commits at a time", async () => {
  const { journal, reads } = await openJournal(325);
  const answered = await answerSearch(journal, ancient("command-1"), () => false)();
  expect(answered?.commit.n).toBe(1);
  expect(reads).toEqual([
    [200, 100],
    [100, 100],
    [0, 100],
  ]);
});

test("a token that claims to be older than its stream holds nobody up longer than a read may take", async () => {
  const { journal, reads } = await openJournal(1_000);
  let looks = 0;
  expect(await answerSearch(journal, ancient("command-0"), () => ++looks > 2)()).toBeUndefined();
  expect(reads).toEqual([
    [875, 100],
    [775, 100],
  ]);
});

test("commits too large for one page are read to the end of their span", async () => {
  const { journal, reads } = await openJournal(150);
  const inForties: typeof journal = {
    ...journal,
    read: (of, after, limit = 40) => journal.read(of, after, Math.min(40, limit)),
  };
  const answered = await answerSearch(inForties, ancient("command-120"), () => false)();
  expect(answered?.commit.n).toBe(120);
  expect(reads.map(([after]) => after)).toEqual([25, 65, 105]);
});
