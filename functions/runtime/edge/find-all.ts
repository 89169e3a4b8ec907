import type { ProjectionDefinition } from "../projection.ts";
import { readRows } from "../read-rows.ts";
import type { EdgeContext } from "./edge.ts";

/** By key those of the rows that exist, as they stand, in the order of the keys; a hundred cost one call, of totals a hundred parts. */
export async function findAll<R>(
  c: EdgeContext,
  projection: ProjectionDefinition<R>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, R>> {
  const { ports, system } = c.var.edge;
  const rows = await readRows({ models: ports.models, system, projection }, keys);
  return new Map([...rows].map(([key, { row }]) => [key, row]));
}
