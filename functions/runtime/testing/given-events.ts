import type { Message } from "../contract.ts";
import type { ProjectionDefinition } from "../projection.ts";
import { partsOf, totalsOf } from "../rows.ts";
import { type Given, timed } from "./facts.ts";
import { assertPlain, assertSame, frozen, misuse } from "./plain.ts";

/**
 * Tests a read model: events in stream order, and the row they fold into.
 * Events of several streams are told apart by the state's key, and each has its own version.
 * Totals that are spread are folded in two parts as well, and fail unless the parts merge into the same row.
 */
export function givenEvents<Row>(projection: ProjectionDefinition<Row>, events: readonly Given[]) {
  const rows = rowsOf(projection as ProjectionDefinition, events);
  const show = () => `the rows of ${projection.name} are\n  ${JSON.stringify(rows)}`;
  return {
    /** The only row there is: an event that counted somewhere else fails this too. */
    thenRow(expected: Row): void {
      const only = Object.values(rows);
      assertSame(only, [expected], show());
    },
    /** Every row, by key: the stream's, or that of the total. */
    thenRows(expected: Readonly<Record<string, Row>>): void {
      assertSame(rows, expected, show());
    },
  };
}

type Step = (row: unknown) => unknown;

function rowsOf(projection: ProjectionDefinition, events: readonly Given[]): Record<string, unknown> {
  const { of, folds } = projection;
  const versions: Record<string, number> = {};
  const counted = events.map(timed).flatMap(({ time, fact }) => {
    const stream = streamKey(of, fact);
    const version = (versions[stream] ?? 0) + 1;
    versions[stream] = version;
    const event = { type: fact.type, data: frozen(fact.data), time, version };
    const fold = folds[fact.type];
    const keys = projection.total ? totalsOf(projection, event) : [stream];
    return keys.map((key) => {
      const step: Step = (row) => (fold ? fold(row, event.data as never, { time, version, total: key }) : row);
      return { key, step };
    });
  });
  const byKey = Map.groupBy(counted, ({ key }) => key);
  return Object.fromEntries([...byKey].map(([key, own]) => [key, rowOf(projection, key, own)]));
}

function rowOf(projection: ProjectionDefinition, key: string, counted: readonly { step: Step }[]): unknown {
  const { name, initial, merge } = projection;
  const fold = (some: readonly { step: Step }[]) =>
    some.reduce((before, { step }) => {
      const row = step(before);
      assertPlain(row, name);
      return frozen(row);
    }, frozen(initial));
  const row = fold(counted);
  if (!merge || counted.length < 2 || partsOf(projection, key) < 2) return row;
  const [one, other] = [0, 1].map((part) => fold(counted.filter((_, i) => i % 2 === part)));
  const told = (parts: readonly unknown[]) =>
    `${key} is kept in parts, which merge into another row: ${JSON.stringify(parts)}`;
  assertSame(merge(one, other), row, told([one, other]));
  assertSame(merge(other, one), row, told([other, one]));
  return row;
}

function streamKey({ name, key, from }: ProjectionDefinition["of"], { type, data }: Message): string {
  if (!from.some((contract) => contract.type === type))
    throw misuse(`${name} does not fold ${type}`, "a projection sees the facts of its state only");
  const value = (data as Record<string, unknown>)[key];
  if (typeof value !== "string") throw misuse(`${type} has no ${key}`, `it is the key of ${name}`);
  return value;
}
