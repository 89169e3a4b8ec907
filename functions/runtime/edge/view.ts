import { streamOf } from "../envelope.ts";
import type { Row } from "../ports.ts";
import type { ProjectionDefinition } from "../projection.ts";
import type { Edge, EdgeContext } from "./edge.ts";
import { notYet, outcomeOf } from "./outcome.ts";
import { poll } from "./poll.ts";
import { notFound, problem } from "./problem.ts";
import { readToken } from "./token.ts";

/** How long a read waits for a command's outcome, in milliseconds. */
const WAIT_AT_MOST = 10_000;
/** A key that makes a longer name than tables hold was never written. */
const LONGEST_STREAM = 1_900;

async function readRow<R>({ ports, system }: Edge, { name }: ProjectionDefinition<R>, key: string) {
  return (await ports.models.read(`${system}/${name}`, key)) as Row<R> | undefined;
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

/** The row of a read model with one row per stream, as it stands; undefined if there is none. */
export async function find<R>(
  c: EdgeContext,
  projection: ProjectionDefinition<R>,
  key: string,
): Promise<Row<R> | undefined> {
  const { edge } = c.var;
  if (Buffer.byteLength(streamOf(edge.system, projection.of.name, key)) > LONGEST_STREAM) return undefined;
  return readRow(edge, projection, key);
}

/**
 * The row that a GET asks for; with `?after=` a token it waits, at most 10 s, until that command's outcome is in the row.
 * Throws a problem if the command was rejected or dead-lettered, the bound has passed, the token is another's or there is no row.
 */
export async function view<R>(c: EdgeContext, projection: ProjectionDefinition<R>, key: string): Promise<Row<R>> {
  const after = c.req.query("after");
  const row =
    after === undefined ? await find(c, projection, key) : await readAfter(c.var.edge, projection, key, after);
  if (row) return row;
  throw notFound();
}
