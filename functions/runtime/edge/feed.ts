import * as z from "zod";
import { readableStream } from "../readable-stream.ts";
import type { StateDefinition } from "../state.ts";
import { lastBefore } from "./commit-search.ts";
import type { EdgeContext } from "./edge.ts";
import { type FactView, factsOf } from "./history.ts";
import { commitsAfter } from "./journal-pages.ts";

/** For a route that `feed` answers. */
export const afterVersion = {
  after: z.coerce.number().int().min(0).default(0).describe("The `after` of the answer before; 0: from the first."),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe("How many items are answered at most."),
};

export interface FeedRequest {
  readonly after: number;
  readonly limit: number;
}

/**
 * The facts of one of a state's things after a version, oldest first and without a gap, from the journal itself, and the version to
 * ask after next: whoever has them all is answered none, and asks again. A thing without facts has an empty feed.
 */
export async function feed(
  c: EdgeContext,
  state: Pick<StateDefinition, "name">,
  key: string,
  { after, limit }: FeedRequest,
): Promise<{ items: FactView[]; after: number }> {
  const { edge } = c.var;
  const { journal } = edge.ports;
  const stream = readableStream(edge, state, key);
  const items: FactView[] = [];
  if (stream === undefined) return { items, after };
  const n = await lastBefore(journal, stream, ({ version }) => version <= after);
  for await (const commit of commitsAfter(journal, stream, n)) {
    const news = factsOf(commit, []).filter(({ version }) => version > after);
    items.push(...news.slice(0, limit - items.length));
    if (items.length === limit) break;
  }
  return { items, after: items.at(-1)?.version ?? after };
}
