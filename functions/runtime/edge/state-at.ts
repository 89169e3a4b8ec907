import { eventsAfter } from "../delivery/facts.ts";
import { foldRow } from "../delivery/fold-row.ts";
import type { Journal, Row } from "../ports.ts";
import type { ProjectionDefinition } from "../projection.ts";
import { commitsAfter } from "./journal-pages.ts";
import { problem } from "./problem.ts";

const gone = () =>
  problem(410, "facts-gone", "What was then is not known any more", {
    detail: "Facts that it would be told by were kept for a time that has passed.",
  });

/**
 * What the row of a stream was at a time, folded from the journal as the projection folds it; undefined before the first fact.
 * Throws the problem `facts-gone` where the state was kept for less long than that.
 */
export async function stateAt<R>(
  journal: Journal,
  projection: ProjectionDefinition<R>,
  stream: string,
  time: string,
): Promise<Row<R> | undefined> {
  const definition = projection as ProjectionDefinition;
  const until = Date.parse(time);
  let row: Row = { row: definition.initial, version: 0, n: 0 };
  let known = 0;
  for await (const commit of commitsAfter(journal, stream, 0)) {
    if (commit.n !== ++known) throw gone();
    if (Date.parse(commit.time) > until) break;
    for (const event of eventsAfter([commit], 0))
      row = { row: foldRow(definition, row.row, event), version: event.version, n: event.n };
  }
  return row.version > 0 ? (row as Row<R>) : undefined;
}
