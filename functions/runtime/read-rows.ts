import type { ReadModels, Row } from "./ports.ts";
import type { ProjectionDefinition } from "./projection.ts";
import { modelOf, rowKeys } from "./rows.ts";

/** A projection of a system, and where its rows are. */
export interface RowsOf<R> {
  readonly models: ReadModels;
  readonly system: string;
  readonly projection: ProjectionDefinition<R>;
}

/** The rows of a read model by stream's key or total's name, those that exist, in the order asked; of a spread total what its parts come to. */
export async function readRows<R>({ models, system, projection }: RowsOf<R>, keys: readonly string[]) {
  const wanted = [...new Set(keys)].map((key) => [key, rowKeys(projection, key)] as const);
  const found = await models.readMany(
    modelOf(system, projection),
    wanted.flatMap(([, stored]) => stored),
  );
  const merged = (one: Row<R>, other: Row<R>): Row<R> => ({
    ...one,
    row: projection.merge ? projection.merge(one.row, other.row) : one.row,
    version: one.version + other.version,
  });
  return new Map(
    wanted.flatMap(([key, stored]) => {
      const [first, ...more] = stored.flatMap((each) => (found.get(each) as Row<R> | undefined) ?? []);
      return first ? [[key, more.reduce(merged, first)] as const] : [];
    }),
  );
}

/** One row, as `readRows` answers it. */
export async function readRow<R>(of: RowsOf<R>, key: string): Promise<Row<R> | undefined> {
  const [only = key, ...more] = rowKeys(of.projection, key);
  if (more.length > 0) return (await readRows(of, [key])).get(key);
  return (await of.models.read(modelOf(of.system, of.projection), only)) as Row<R> | undefined;
}
