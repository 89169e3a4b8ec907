import { encodeKey } from "./envelope.ts";
import type { Listed } from "./ports.ts";
import type { ProjectionDefinition } from "./projection.ts";

/** What the rows of a projection are kept under. */
export const modelOf = (system: string, { name }: Pick<ProjectionDefinition, "name">): string => `${system}/${name}`;

export const totalKey = (total: string): string => `total/${total}`;

/** The row that a reader asks for: of one stream by its key, of totals by the total's name. */
export const rowKey = ({ total }: Pick<ProjectionDefinition, "total">, key: string): string =>
  total ? totalKey(key) : key;

/** Where a row is listed; its key makes the place unique. */
export function listedAs({ listed }: ProjectionDefinition, key: string, row: unknown): Listed | undefined {
  const list = listed?.in(row);
  return listed && list !== undefined ? { list, place: `${listed.by(row)} ${encodeKey(key)}` } : undefined;
}
