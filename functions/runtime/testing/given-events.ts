import type { Message } from "../contract.ts";
import type { ProjectionDefinition } from "../projection.ts";
import { totalsOf } from "../rows.ts";
import { type Given, timed } from "./facts.ts";
import { assertPlain, assertSame, frozen, misuse } from "./plain.ts";

/**
 * Tests a read model: events in stream order, and the row they fold into.
 * Events of several streams are told apart by the state's key, and each has its own version.
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

function rowsOf(projection: ProjectionDefinition, events: readonly Given[]) {
  const { name, of, initial, folds } = projection;
  const rows: Record<string, unknown> = {};
  const versions: Record<string, number> = {};
  for (const { time, fact } of events.map(timed)) {
    const stream = streamKey(of, fact);
    const version = (versions[stream] ?? 0) + 1;
    versions[stream] = version;
    const event = { type: fact.type, data: frozen(fact.data), time, version };
    const step = folds[fact.type];
    for (const key of projection.total ? totalsOf(projection, event) : [stream]) {
      const before = rows[key] ?? frozen(initial);
      const row = step ? step(before, event.data as never, { time, version, total: key }) : before;
      assertPlain(row, name);
      rows[key] = frozen(row);
    }
  }
  return rows;
}

function streamKey({ name, key, from }: ProjectionDefinition["of"], { type, data }: Message): string {
  if (!from.some((contract) => contract.type === type))
    throw misuse(`${name} does not fold ${type}`, "a projection sees the facts of its state only");
  const value = (data as Record<string, unknown>)[key];
  if (typeof value !== "string") throw misuse(`${type} has no ${key}`, `it is the key of ${name}`);
  return value;
}
