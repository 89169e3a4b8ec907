import * as z from "zod";
import type { Commit } from "../commit.ts";
import { readableStream } from "../readable-stream.ts";
import type { StateDefinition } from "../state.ts";
import type { EdgeContext } from "./edge.ts";
import { commitsAfter } from "./journal-pages.ts";
import type { PageOf } from "./list.ts";
import { opaque } from "./opaque.ts";
import { notFound } from "./problem.ts";
import { type PageRequest, placeOf } from "./queries.ts";

/** A fact as it is told: `by` whom it was made, on whose behalf and because of which message. */
export const fact = z.object({
  version: z.int().min(1).describe("Its number in the stream."),
  type: z.string(),
  time: z.iso.datetime(),
  data: z.unknown(),
  id: z.string(),
  by: z.string().describe("The handler that made it, `system/name`."),
  actor: z.string().optional().describe("Who sent the request that led to it, where that is known."),
  cause: z.object({ id: z.string(), type: z.string() }).optional().describe("The message that was answered by it."),
  correlationId: z.string(),
});

export type FactView = z.infer<typeof fact>;

/** Where a page of facts begins: after a version, which is in or before the n-th commit. */
const place = z.tuple([z.int().min(1), z.int().min(1)]);

const without = (data: unknown, fields: readonly string[]): unknown =>
  JSON.parse(JSON.stringify(data), (name, value) => (fields.includes(name) ? undefined : value));

export function factsOf(commit: Commit, hidden: readonly string[]): FactView[] {
  const { stream, n, time, events, version, answers } = commit;
  return events.map(({ type, data, by }, i) => {
    const cause = answers[by];
    return {
      version: version - events.length + i + 1,
      type,
      time,
      data: without(data, hidden),
      id: `${stream}@${n}.${i}`,
      by: cause?.by ?? commit.by,
      ...(cause?.actor !== undefined && !hidden.includes("actor") && { actor: cause.actor }),
      ...(cause && { cause: { id: cause.id, type: cause.type } }),
      correlationId: cause?.correlationid ?? stream,
    };
  });
}

/**
 * One page of what has happened to one of a state's things, oldest first, from the journal itself.
 * Fields named in `without` are left out of the data, however deep; `actor` there leaves out on whose behalf it was. Throws the problem `not-found` where there are no facts.
 */
export async function history(
  c: EdgeContext,
  state: Pick<StateDefinition, "name">,
  key: string,
  page: PageRequest & { readonly without?: readonly string[] },
): Promise<PageOf<FactView>> {
  const { edge } = c.var;
  const stream = readableStream(edge, state, key);
  const [n, after] = placeOf(place, page) ?? [1, 0];
  if (stream === undefined) throw notFound(state.name);
  const items: FactView[] = [];
  for await (const commit of commitsAfter(edge.ports.journal, stream, n - 1)) {
    const news = factsOf(commit, page.without ?? []).filter(({ version }) => version > after);
    const room = page.limit - items.length;
    items.push(...news.slice(0, room));
    const last = items.at(-1);
    if (news.length > room && last) return { items, next: opaque([commit.n, last.version]) };
  }
  if (items.length === 0 && page.next === undefined) throw notFound(state.name);
  return { items };
}
