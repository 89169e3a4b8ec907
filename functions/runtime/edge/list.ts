import * as z from "zod";
import { encodeKey } from "../envelope.ts";
import type { ProjectionDefinition } from "../projection.ts";
import { modelOf } from "../rows.ts";
import type { EdgeContext } from "./edge.ts";
import { opaque } from "./opaque.ts";
import { type PageRequest, placeOf } from "./queries.ts";

export interface PageOf<T> {
  readonly items: readonly T[];
  /** Sent back as `?next=` it is answered with the page that follows; absent on the last. */
  readonly next?: string;
}

/** The schema of a page, as `list` and `history` answer it. */
export const pageAnswer = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().optional().describe("Absent on the last page.") });

const LONGEST_PLACE = 1_024;
const place = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= LONGEST_PLACE);
/** A list of a longer name was never written to. */
const LONGEST_LIST = 1_900;

/**
 * One page of the rows that a read model lists under a name, such as the orders of a user, in the order of `listed.by`, greatest first.
 * The rows are as they stand; a row may enter or leave the list a moment after it is written, since in DynamoDB an index keeps it.
 */
export async function list<R>(
  c: EdgeContext,
  projection: ProjectionDefinition<R>,
  name: string,
  page: PageRequest,
): Promise<PageOf<R>> {
  const { ports, system } = c.var.edge;
  const before = placeOf(place, page);
  if (Buffer.byteLength(encodeKey(name)) > LONGEST_LIST) return { items: [] };
  const { items, next } = await ports.models.list(modelOf(system, projection), name, {
    limit: page.limit,
    ...(before !== undefined && { before }),
  });
  return { items: items.map(({ row }) => row as R), ...(next !== undefined && { next: opaque(next) }) };
}
