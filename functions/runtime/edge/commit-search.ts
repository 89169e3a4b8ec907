import type { Commit } from "../commit.ts";
import type { Journal } from "../ports.ts";

/** Whoever looks mostly looks at what is new. */
const NEWEST = 25;

/**
 * The number of the last commit for which `isBefore` holds, 0 if none, without reading the stream: one read near its end, about
 * twenty of one commit each in a stream of a million. It must hold for a beginning of the stream and for nothing after that.
 */
export async function lastBefore(
  journal: Journal,
  stream: string,
  isBefore: (commit: Commit) => boolean,
): Promise<number> {
  const newest = await journal.tail(stream, NEWEST);
  const last = newest.findLast(isBefore);
  if (last) return last.n;
  let [low, high] = [0, newest[0]?.n ?? 1];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    const [commit] = await journal.read(stream, middle - 1, 1);
    if (commit && isBefore(commit)) low = commit.n;
    else high = middle;
  }
  return low;
}
