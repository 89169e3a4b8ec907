import { itemBytes } from "./item-bytes.ts";

interface Write {
  readonly Item?: object;
}

interface ReadRequest {
  readonly Keys: readonly object[];
  readonly ConsistentRead?: boolean;
}

/** The fields of a request that say what it costs. */
export interface Asked extends Write {
  readonly TransactItems?: readonly { readonly Put?: Write }[];
  readonly RequestItems?: Readonly<Record<string, readonly { readonly PutRequest?: Write }[] | ReadRequest>>;
  readonly Key?: object;
  readonly ExpressionAttributeValues?: object;
  readonly ConsistentRead?: boolean;
}

/** The fields of an answer that say what it costs. */
export interface Answered {
  readonly Item?: object;
  readonly Items?: readonly object[];
  readonly Responses?: Readonly<Record<string, readonly object[]>>;
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
    return sum(
      Object.values(RequestItems).flatMap((list) =>
        "Keys" in list ? [] : list.map(({ PutRequest }) => written(PutRequest ?? {})),
      ),
    );
  return 0;
}

const readOf = (units: number, { ConsistentRead }: { readonly ConsistentRead?: boolean | undefined }): number =>
  ConsistentRead ? units : units / 2;

/** Each item asked for counts by itself, one that does not exist as the smallest. */
function batchReadUnits({ RequestItems = {} }: Asked, { Responses = {} }: Answered): number {
  return sum(
    Object.entries(RequestItems).map(([table, asked]) => {
      if (!("Keys" in asked)) return 0;
      const found = (Responses[table] ?? []).map((item) => unitsOf(itemBytes(item), 4_096));
      return readOf(sum(found) + asked.Keys.length - found.length, asked);
    }),
  );
}

/** Read units by AWS's rule, from the size of what is answered: one at least, half if the read need not be consistent. */
export function readUnits(operation: string, asked: Asked, answered: Answered): number {
  const { Item = {}, Items = [] } = answered;
  if (operation === "BatchGetItem") return batchReadUnits(asked, answered);
  if (operation !== "GetItem" && operation !== "Query") return 0;
  return readOf(unitsOf(sum([Item, ...Items].map(itemBytes)), 4_096), asked);
}
