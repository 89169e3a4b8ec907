import type { ProjectionDefinition } from "../projection.ts";
import { modelOf, rowKey } from "../rows.ts";
import type { EdgeContext } from "./edge.ts";

/** By key those of the rows that exist, as they stand, in the order of the keys; a hundred cost one call. */
export async function findAll<R>(
  c: EdgeContext,
  projection: ProjectionDefinition<R>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, R>> {
  const { ports, system } = c.var.edge;
  const wanted = [...new Set(keys)].map((key) => [key, rowKey(projection, key)] as const);
  const found = await ports.models.readMany(
    modelOf(system, projection),
    wanted.map(([, stored]) => stored),
  );
  return new Map(wanted.flatMap(([key, stored]) => (found.has(stored) ? [[key, found.get(stored)?.row as R]] : [])));
}
