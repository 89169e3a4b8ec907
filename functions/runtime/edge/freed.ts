import type { EventContract } from "../contract.ts";
import type { Envelope } from "../envelope.ts";
import { earliestAnswer } from "./answer-search.ts";
import { tokenOf } from "./command-envelope.ts";
import { lastBefore } from "./commit-search.ts";
import type { Edge } from "./edge.ts";
import { commitsAfter } from "./journal-pages.ts";

/** Commits since the command was sent; one that waited longer for its answer counts as accepted. */
const MOST_COMMITS = 1_000;

/** Whether a command was rejected, or answered by one of these events; false as long as it has no answer. */
export async function wasRefused(edge: Edge, command: Envelope, by: readonly EventContract[]): Promise<boolean> {
  const { journal } = edge.ports;
  const token = tokenOf(edge, command);
  const { stream, id, born } = token;
  const earliest = earliestAnswer(token);
  const before = await lastBefore(journal, stream, ({ time }) => Date.parse(time) < earliest);
  const refusals = new Set(by.map(({ type }) => type));
  let since = 0;
  for await (const { time, answers, events } of commitsAfter(journal, stream, before)) {
    const place = answers.findIndex((answer) => answer.id === id);
    if (place >= 0)
      return Boolean(answers[place]?.rejected) || events.some((e) => e.by === place && refusals.has(e.type));
    if (time >= born && ++since >= MOST_COMMITS) return false;
  }
  return false;
}
