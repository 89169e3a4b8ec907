import { itemBytes } from "./item-bytes.ts";

interface Write {
  readonly Item?: object;
}

/** The fields of a request that say what it costs. */
export interface Asked extends Write {
  readonly TransactItems?: readonly { readonly Put?: Write }[];
  readonly RequestItems?: Readonly<Record<string, readonly { readonly PutRequest?: Write }[]>>;
  readonly Key?: object;
  readonly ExpressionAttributeValues?: object;
  readonly ConsistentRead?: boolean;
}

/** The fields of an answer that say what it costs. */
export interface Answered {
  readonly Item?: object;
  readonly Items?: readonly object[];
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const unitsOf = (bytes: number, size: number): number => Math.max(1, Math.ceil(bytes / size));
const written = ({ Item = {} }: Write): number => unitsOf(itemBytes(Item), 1_024);

/** Write units by AWS's rule, from the size of what is put; an update counts by what it sets. Failed conditions cost the same. */
export function writeUnits(operation: string, asked: Asked): number {
  const { TransactItems = [], RequestItems = {}, Key = {}, ExpressionAttributeValues = {} } = asked;
  if (operation === "PutItem") return written(asked);
  if (operation === "UpdateItem") return unitsOf(itemBytes(Key) + itemBytes(ExpressionAttributeValues), 1_024);
  if (operation === "TransactWriteItems") return 2 * sum(TransactItems.map(({ Put }) => written(Put ?? {})));
  if (operation === "BatchWriteItem")
    return sum(Object.values(RequestItems).flatMap((list) => list.map(({ PutRequest }) => written(PutRequest ?? {}))));
  return 0;
}

/** Read units by AWS's rule, from the size of what is answered: one at least, half if the read need not be consistent. */
export function readUnits(operation: string, { ConsistentRead }: Asked, { Item = {}, Items = [] }: Answered): number {
  if (operation !== "GetItem" && operation !== "Query") return 0;
  const units = unitsOf(sum([Item, ...Items].map(itemBytes)), 4_096);
  return ConsistentRead ? units : units / 2;
}
