import type { Answer, Commit } from "../commit.ts";
import type { Journal } from "../ports.ts";
import { commitsAfter } from "./journal-pages.ts";
import type { Token } from "./token.ts";

/** The commit that answers a command, and its answer. */
export interface Answered {
  readonly commit: Commit;
  readonly answer: Answer;
}

const NEWEST = 25;
/** Commits looked at in one go: whoever holds a token says how far back it is looked for. */
const SPAN = 100;
/** A worker's clock may be so far behind the one that wrote `born`. */
const CLOCK_MARGIN = 10_000;

/** Epoch milliseconds; what was committed before cannot answer the command. */
export const earliestAnswer = ({ born }: Pick<Token, "born">): number => Date.parse(born) - CLOCK_MARGIN;

function answerIn(commits: readonly Commit[], id: string): Answered | undefined {
  for (const commit of commits) {
    const answer = commit.answers.find((candidate) => candidate.id === id);
    if (answer) return { commit, answer };
  }
  return undefined;
}

/** The commits of a stream before the n-th, as many as are looked at in one go. */
async function spanBefore(journal: Journal, stream: string, n: number): Promise<Commit[]> {
  const span: Commit[] = [];
  for await (const commit of commitsAfter(journal, stream, Math.max(0, n - 1 - SPAN))) {
    span.push(commit);
    if (commit.n >= n - 1) break;
  }
  return span;
}

/** Looks back from the newest commit to where the command cannot have existed or `late` says to stop. */
async function lookBack(journal: Journal, token: Token, late: () => boolean) {
  const { stream, id } = token;
  const earliest = earliestAnswer(token);
  let commits = await journal.tail(stream, NEWEST);
  const seen = commits.at(-1)?.n ?? 0;
  for (;;) {
    const answered = answerIn(commits, id);
    const [oldest] = commits;
    const over = !oldest || oldest.n === 1 || Date.parse(oldest.time) < earliest || late();
    if (answered || over) return { answered, seen };
    commits = await spanBefore(journal, stream, oldest.n);
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
