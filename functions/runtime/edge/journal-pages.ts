import type { Commit } from "../commit.ts";
import type { Journal } from "../ports.ts";

const PAGE = 100;

/** The commits of a stream after the n-th, oldest first, read in pages and no further than they are asked for. */
export async function* commitsAfter(journal: Journal, stream: string, n: number): AsyncGenerator<Commit> {
  let after = n;
  for (;;) {
    const commits = await journal.read(stream, after, PAGE);
    yield* commits;
    const last = commits.at(-1);
    if (!last) return;
    after = last.n;
  }
}
