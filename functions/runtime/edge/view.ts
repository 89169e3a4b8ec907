import { streamOf } from "../envelope.ts";
import type { Row } from "../ports.ts";
import type { ProjectionDefinition } from "../projection.ts";
import { modelOf, rowKey } from "../rows.ts";
import type { Edge, EdgeContext } from "./edge.ts";
import { notYet, outcomeOf } from "./outcome.ts";
import { poll } from "./poll.ts";
import { notFound, problem } from "./problem.ts";
import { stateAt } from "./state-at.ts";
import { readToken } from "./token.ts";

/** How long a read waits for a command's outcome, in milliseconds. */
const WAIT_AT_MOST = 10_000;
/** A key that makes a longer name than tables hold was never written. */
const LONGEST_STREAM = 1_900;

async function readRow<R>({ ports, system }: Edge, projection: ProjectionDefinition<R>, key: string) {
  return (await ports.models.read(modelOf(system, projection), rowKey(projection, key))) as Row<R> | undefined;
}

async function readAfter<R>(edge: Edge, projection: ProjectionDefinition<R>, key: string, after: string) {
  const token = readToken(after);
  if (token.stream !== streamOf(edge.system, projection.of.name, key))
    throw problem(400, "token-of-another", "The token is not for this address", {
      detail: "Wait at the Location that came with the token.",
    });
  const { clock } = edge.ports;
  const until = clock.now() + WAIT_AT_MOST;
  const { events, version } = await outcomeOf(edge, token, until);
  if (events.length === 0) return readRow(edge, projection, key);
  const row = await poll(clock, until, async () => {
    const found = await readRow(edge, projection, key);
    return found && found.version >= version ? found : undefined;
  });
  if (!row) throw notYet();
  return row;
}

/** The stream of a state's key; undefined if it cannot have been written. */
export function readableStream({ system }: Edge, state: { readonly name: string }, key: string): string | undefined {
  const stream = streamOf(system, state.name, key);
  return Buffer.byteLength(stream) <= LONGEST_STREAM ? stream : undefined;
}

/** The row of a read model as it stands, by its stream's key or by the name of a total; undefined if there is none. */
export async function find<R>(
  c: EdgeContext,
  projection: ProjectionDefinition<R>,
  key: string,
): Promise<Row<R> | undefined> {
  const { edge } = c.var;
  return readableStream(edge, projection.of, key) === undefined ? undefined : readRow(edge, projection, key);
}

export interface ViewRequest {
  readonly after?: string | undefined;
  readonly at?: string | undefined;
}

/**
 * The row that a GET asks for: as it stands; with `after`, a token, once that command's outcome is in it, waiting at most 10 s;
 * with `at`, ISO 8601, as it was at that time, which reads the stream's commits from the first, so offer it where streams are short.
 * Throws a problem if there is no row, the facts of that time have gone, the command was rejected or dead-lettered, the bound has passed or the token is another's.
 */
export async function view<R>(
  c: EdgeContext,
  projection: ProjectionDefinition<R>,
  key: string,
  { after, at }: ViewRequest = {},
): Promise<Row<R>> {
  const { edge } = c.var;
  const { of } = projection;
  const stream = readableStream(edge, of, key);
  if (at !== undefined) {
    const past = stream === undefined ? undefined : await stateAt(edge.ports.journal, projection, stream, at);
    if (past) return past;
    throw notFound(`${of.name} at that time`);
  }
  const row = after === undefined ? await find(c, projection, key) : await readAfter(edge, projection, key, after);
  if (row) return row;
  throw notFound(of.name);
}
