import * as z from "zod";
import type { Answer, Commit } from "../commit.ts";
import { readableStream } from "../readable-stream.ts";
import type { StateDefinition } from "../state.ts";
import { lastBefore } from "./commit-search.ts";
import type { EdgeContext } from "./edge.ts";
import { type FactView, factsOf } from "./history.ts";
import { commitsAfter } from "./journal-pages.ts";
import type { PageOf } from "./list.ts";
import { opaque } from "./opaque.ts";
import { notFound } from "./problem.ts";
import { type PageRequest, placeOf } from "./queries.ts";

/** Commits that one page reads at most, some twenty calls unless they are large: a stream may hold any number without facts and refusals. */
const MOST_COMMITS = 2_000;

/** A message that was refused: nothing happened, but it was asked for. */
interface RefusalView extends Omit<FactView, "data" | "cause"> {
  readonly refused: NonNullable<Answer["rejected"]>;
}

export type LogEntry = FactView | RefusalView;

/** From the first up to, but without, the second: ISO 8601. */
export interface Span {
  readonly from: string;
  readonly until: string;
}

/** Where a page begins: in the n-th commit, after so many of its entries. */
const place = z.tuple([z.int().min(1), z.int().min(0)]);

/** An entry, and the number of the message that led to it in its commit. */
type Numbered = readonly [answer: number, entry: LogEntry];

/** A refusal has the version that the thing had when it was refused. */
const refusalsOf = ({ answers, events, version: last, time, by: handler }: Commit): Numbered[] =>
  answers.flatMap(({ id, type, by = handler, actor, correlationid: correlationId, rejected: refused }, answer) => {
    const version = last - events.filter((event) => event.by > answer).length;
    const entry = { version, type, time, id, by, ...(actor !== undefined && { actor }), correlationId };
    return refused ? [[answer, { ...entry, refused }] as const] : [];
  });

/** In the order in which the messages were answered. */
function entriesOf(commit: Commit): LogEntry[] {
  const facts = factsOf(commit, []).map((entry, i): Numbered => [commit.events[i]?.by ?? 0, entry]);
  return [...facts, ...refusalsOf(commit)].sort(([a], [b]) => a - b).map(([, entry]) => entry);
}

/**
 * One page of what happened to one of a state's things within a time, and of what was refused, and `about` what, oldest first, from the journal itself;
 * where that time begins is found without reading what came before. A page ends after 2,000 commits too: it may then have few entries, or none,
 * and name a `next` all the same. Throws the problem `not-found` where there was never anything.
 */
export async function logbook(
  c: EdgeContext,
  state: Pick<StateDefinition, "name">,
  key: string,
  { from, until, ...page }: Span & PageRequest,
): Promise<PageOf<LogEntry>> {
  const { edge } = c.var;
  const { journal } = edge.ports;
  const stream = readableStream(edge, state, key);
  if (stream === undefined || (await journal.tail(stream, 1)).length === 0) throw notFound(state.name);
  const [start, end] = [Date.parse(from), Date.parse(until)];
  const [n, seen] = placeOf(place, page) ?? [
    1 + (await lastBefore(journal, stream, ({ time }) => Date.parse(time) < start)),
    0,
  ];
  const items: LogEntry[] = [];
  const last = n + MOST_COMMITS - 1;
  for await (const commit of commitsAfter(journal, stream, n - 1)) {
    if (Date.parse(commit.time) >= end) break;
    const skipped = commit.n === n ? seen : 0;
    const news = entriesOf(commit).slice(skipped);
    const room = page.limit - items.length;
    items.push(...news.slice(0, room));
    if (news.length > room) return { items, next: opaque([commit.n, skipped + room]) };
    if (commit.n >= last) return { items, next: opaque([commit.n + 1, 0]) };
  }
  return { items };
}
