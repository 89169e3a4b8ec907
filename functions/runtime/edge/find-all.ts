import type { ProjectionDefinition } from "../projection.ts";
import { modelOf, rowKey } from "../rows.ts";
import type { EdgeContext } from "./edge.ts";

/** Those of the rows that exist, as they stand, in the order of their keys; a hundred cost one call. */
export async function findAll<R>(
  c: EdgeContext,
  projection: ProjectionDefinition<R>,
  keys: readonly string[],
): Promise<R[]> {
  const { ports, system } = c.var.edge;
  const rowKeys = [...new Set(keys)].map((key) => rowKey(projection, key));
  const found = await ports.models.readMany(modelOf(system, projection), rowKeys);
  return rowKeys.flatMap((key) => {
    const row = found.get(key);
    return row ? [row.row as R] : [];
  });
}
