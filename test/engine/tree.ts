import type { JourneyNode } from "../../functions/runtime/edge/journey.ts";
import type { Line } from "./start-fixture.ts";

/** A journey without what differs from run to run. */
export interface Tree {
  readonly what: string;
  readonly children: readonly Tree[];
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const sorted = (trees: readonly Tree[]): Tree[] =>
  trees.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

/**
 * Journeys without ids and times, siblings sorted. What a saga sends is told apart, by saga: it waits for several messages,
 * and goes on at whichever comes last, so that the parent of what it sends is a matter of milliseconds.
 */
function comparable(nodes: readonly JourneyNode[], sagas: readonly string[]): Tree[] {
  const sent = new Map<string, Tree[]>();
  const plain = ({ kind, type, by = "", outcome = "", children }: JourneyNode): Tree => {
    const what = [kind, type, by, outcome].join(" ").replaceAll(UUID, "ID").trim();
    const below = children.map(plain);
    if (!sagas.includes(by)) return { what, children: sorted(below) };
    sent.set(by, [...(sent.get(by) ?? []), ...below]);
    return { what, children: [] };
  };
  const roots = sorted(nodes.map(plain));
  return [...roots, ...[...sent].map(([saga, children]) => ({ what: `${saga} sends`, children: sorted(children) }))];
}

/** The trees that a run has printed, by the title of their request. */
export function treesIn(lines: readonly Line[], sagas: readonly string[]): Record<string, Tree[]> {
  const journeys = lines.filter(({ kind }) => kind === "journey");
  return Object.fromEntries(
    journeys.map(({ title, journey }) => [String(title), comparable(journey as JourneyNode[], sagas)]),
  );
}
