import { streamOf } from "../envelope.ts";
import type { Row } from "../ports.ts";
import type { ProjectionDefinition } from "../projection.ts";
import { readRow } from "../read-rows.ts";
import { readableStream } from "../readable-stream.ts";
import type { Edge, EdgeContext } from "./edge.ts";
import { invalid } from "./invalid.ts";
import { notYet, outcomeOf } from "./outcome.ts";
import { poll } from "./poll.ts";
import { notFound, problem } from "./problem.ts";
import { type Moment, stateAt } from "./state-at.ts";
import { readToken } from "./token.ts";

/** How long a read waits for a command's outcome, in milliseconds. */
const WAIT_AT_MOST = 10_000;

const rowAt = <R>({ ports, system }: Edge, projection: ProjectionDefinition<R>, key: string) =>
  readRow({ models: ports.models, system, projection }, key);

async function readAfter<R>(edge: Edge, projection: ProjectionDefinition<R>, key: string, after: string) {
  const token = readToken(after);
  if (token.stream !== streamOf(edge.system, projection.of.name, key))
    throw problem(400, "token-of-another", "The token is not for this address", {
      detail: "Wait at the Location that came with the token.",
    });
  const { clock } = edge.ports;
  const until = clock.now() + WAIT_AT_MOST;
  const { events, version } = await outcomeOf(edge, token, until);
  if (events.length === 0) return rowAt(edge, projection, key);
  const row = await poll(clock, until, async () => {
    const found = await rowAt(edge, projection, key);
    return found && found.version >= version ? found : undefined;
  });
  if (!row) throw notYet();
  return row;
}

/** The row of a read model as it stands, by its stream's key or by the name of a total; undefined if there is none. */
export async function find<R>(
  c: EdgeContext,
  projection: ProjectionDefinition<R>,
  key: string,
): Promise<Row<R> | undefined> {
  const { edge } = c.var;
  return readableStream(edge, projection.of, key) === undefined ? undefined : rowAt(edge, projection, key);
}

export interface ViewRequest {
  readonly after?: string | undefined;
  readonly at?: string | undefined;
  readonly version?: number | undefined;
}

/** The past that a request asks for, if it does. */
function momentOf({ at, version }: ViewRequest): Moment | undefined {
  if (at === undefined) return version === undefined ? undefined : { version };
  if (version === undefined) return { time: at };
  throw invalid("query", [{ field: "version", reason: "stands beside `at`: ask for one of the two" }]);
}

/**
 * The row that a GET asks for: as it stands; with `after`, a token, once that command's outcome is in it, waiting at most 10 s;
 * with `at`, ISO 8601, as it was at that time, or with `version`, with that many facts in it, the first ones: which reads the stream's commits
 * from the projection's last checkpoint before, else from the first.
 * Throws a problem if there is no row, the facts of that time have gone, `at` and `version` are both there, the command was rejected or dead-lettered, the bound has passed or the token is another's.
 */
export async function view<R>(
  c: EdgeContext,
  projection: ProjectionDefinition<R>,
  key: string,
  request: ViewRequest = {},
): Promise<Row<R>> {
  const { edge } = c.var;
  const { of } = projection;
  const stream = readableStream(edge, of, key);
  const moment = momentOf(request);
  if (moment) {
    const past = stream === undefined ? undefined : await stateAt(edge, projection, key, moment);
    if (past) return past;
    throw notFound(`${of.name} at that ${"time" in moment ? "time" : "version"}`);
  }
  const { after } = request;
  const row = after === undefined ? await find(c, projection, key) : await readAfter(edge, projection, key, after);
  if (row) return row;
  throw notFound(of.name);
}
