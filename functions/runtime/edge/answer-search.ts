import type { Answer, Commit } from "../commit.ts";
import type { Journal } from "../ports.ts";
import type { Token } from "./token.ts";

/** The commit that answers a command, and its answer. */
export interface Answered {
  readonly commit: Commit;
  readonly answer: Answer;
}

const PAGE = 25;
/** A worker's clock may be so far behind the one that wrote `born`. */
const CLOCK_MARGIN = 10_000;

function answerIn(commits: readonly Commit[], id: string): Answered | undefined {
  for (const commit of commits) {
    const answer = commit.answers.find((candidate) => candidate.id === id);
    if (answer) return { commit, answer };
  }
  return undefined;
}

/** Looks back from the newest commit, in pages that grow, to where the command cannot have existed or `late` says to stop. */
async function lookBack(journal: Journal, { stream, id, born }: Token, late: () => boolean) {
  const earliest = Date.parse(born) - CLOCK_MARGIN;
  let commits = await journal.tail(stream, PAGE);
  const seen = commits.at(-1)?.n ?? 0;
  for (let size = PAGE * 4; ; size *= 4) {
    const answered = answerIn(commits, id);
    const [oldest] = commits;
    const over = !oldest || oldest.n === 1 || Date.parse(oldest.time) < earliest || late();
    if (answered || over) return { answered, seen };
    const older = await journal.read(stream, Math.max(0, oldest.n - 1 - size));
    commits = older.filter(({ n }) => n < oldest.n);
  }
}

/** A search that can be asked again: it looks back once, then only at commits it has not seen. */
export function answerSearch(journal: Journal, token: Token, late: () => boolean): () => Promise<Answered | undefined> {
  let seen: number | undefined;
  return async () => {
    if (seen === undefined) {
      const first = await lookBack(journal, token, late);
      seen = first.seen;
      return first.answered;
    }
    const news = await journal.read(token.stream, seen);
    seen = news.at(-1)?.n ?? seen;
    return answerIn(news, token.id);
  };
}
