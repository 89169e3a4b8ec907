import type { Row } from "../ports.ts";
import type { ProjectionDefinition } from "../projection.ts";
import type { EdgeContext } from "./edge.ts";
import { poll } from "./poll.ts";
import { find } from "./view.ts";

/** A caller who waits is in no hurry: an idle wait of 20 s takes some 27 reads. */
const LONGEST_PAUSE = 1_000;
/** API Gateway gives up after 30 s. */
const LONGEST_WAIT = 20_000;

interface WatchOptions<R> {
  /** Milliseconds; 0 looks once, above 20,000 counts as that. */
  readonly within: number;
  readonly until: (row: R) => boolean;
}

/**
 * A long poll: answers the row of a read model as soon as it is as wanted, else as it stands when time is up; undefined if there is none.
 * It looks after 10 ms, then at ever longer pauses, up to a second.
 */
export async function watch<R>(
  c: EdgeContext,
  projection: ProjectionDefinition<R>,
  key: string,
  { within, until }: WatchOptions<R>,
): Promise<Row<R> | undefined> {
  const { clock } = c.var.edge.ports;
  let last: Row<R> | undefined;
  const look = async () => {
    last = await find(c, projection, key);
    return last && until(last.row) ? last : undefined;
  };
  await poll(clock, clock.now() + Math.min(within, LONGEST_WAIT), look, LONGEST_PAUSE);
  return last;
}
