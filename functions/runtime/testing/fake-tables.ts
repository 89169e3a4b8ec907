/** What a service would answer over the wire. */
export interface TableAnswer {
  readonly status?: number;
  readonly body: object;
}

const refusal = (name: string, more: object): TableAnswer => ({
  status: 400,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name, ...more },
});

interface Attribute {
  readonly S?: string;
  readonly N?: string;
}

type Item = Readonly<Record<string, Attribute>>;

interface Put {
  readonly TableName: string;
  readonly Item: Item;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeValues?: Item;
}

interface Body extends Put {
  readonly Key: Item;
  readonly TransactItems: readonly { readonly Put: Put }[];
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
  readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly Item[] }>>;
}

type Update = Pick<Body, "UpdateExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues">;

/** What a `SET #a = :a, …` sets. */
const assigned = ({
  UpdateExpression = "",
  ExpressionAttributeNames: names = {},
  ExpressionAttributeValues: values = {},
}: Update): Item =>
  Object.fromEntries(
    [...UpdateExpression.matchAll(/(#\w+) = (:\w+)/g)].map(([, name = "", value = ""]) => [
      names[name] ?? name,
      values[value] ?? {},
    ]),
  );

const KEYS: Readonly<Record<string, readonly string[]>> = { journal: ["stream", "n"], snapshots: ["stream", "part"] };

const keyOf = (table: string, item: Item): string =>
  [table, ...(KEYS[table] ?? ["id"]).flatMap((name) => item[name]?.S ?? item[name]?.N ?? [])].join(" ");

/** DynamoDB in memory, as far as a journal, its read models and an idempotency layer use it: answers an operation's JSON. */
export function fakeTables(): (request: { operation: string; body: object }) => TableAnswer {
  const items = new Map<string, Item>();

  const standing = ({ TableName, Item, ConditionExpression = "", ExpressionAttributeValues = {} }: Put) => {
    const found = items.get(keyOf(TableName, Item));
    const expected = ExpressionAttributeValues[":expected"]?.N;
    if (expected !== undefined) return found?.["version"]?.N === expected ? undefined : found;
    const [was, is] = [Number(found?.["n"]?.N), Number(Item["n"]?.N)];
    const newer = ConditionExpression.includes("#n <") && was < is;
    const same = ConditionExpression.includes("#n <= :n") && was === is;
    return ConditionExpression.includes("attribute_not_exists") && !newer && !same ? found : undefined;
  };
  const write = ({ TableName, Item }: Put) => items.set(keyOf(TableName, Item), Item);

  const operations: Readonly<Record<string, (body: Body) => TableAnswer>> = {
    PutItem: (put) => {
      const found = standing(put);
      if (found) return refusal("ConditionalCheckFailedException", { Item: found });
      write(put);
      return { body: {} };
    },
    TransactWriteItems: ({ TransactItems }) => {
      const refused = TransactItems.map(({ Put }) => standing(Put) !== undefined);
      const CancellationReasons = refused.map((is) => ({ Code: is ? "ConditionalCheckFailed" : "None" }));
      if (refused.includes(true)) return refusal("TransactionCanceledException", { CancellationReasons });
      for (const { Put } of TransactItems) write(Put);
      return { body: {} };
    },
    UpdateItem: ({ TableName, Key, ...update }) => {
      const Attributes = { ...items.get(keyOf(TableName, Key)), ...Key, ...assigned(update) };
      write({ TableName, Item: Attributes });
      return { body: { Attributes } };
    },
    GetItem: ({ TableName, Key }) => {
      const Item = items.get(keyOf(TableName, Key));
      return { body: Item ? { Item } : {} };
    },
    BatchGetItem: ({ RequestItems }) => {
      const read = ([table, { Keys }]: [string, { readonly Keys: readonly Item[] }]) =>
        [table, Keys.flatMap((key) => items.get(keyOf(table, key)) ?? [])] as const;
      return { body: { Responses: Object.fromEntries(Object.entries(RequestItems).map(read)) } };
    },
    Query: ({ TableName, ExpressionAttributeValues = {}, ScanIndexForward = true, Limit }) => {
      const [stream, after] = [ExpressionAttributeValues[":stream"]?.S, ExpressionAttributeValues[":after"]?.N];
      const Items = [...items]
        .filter(([key]) => key.startsWith(`${TableName} ${stream} `))
        .map(([, item]) => item)
        .filter((item) => Number(item["n"]?.N) > Number(after))
        .sort((a, b) => Number(a["n"]?.N) - Number(b["n"]?.N));
      return { body: { Items: (ScanIndexForward ? Items : Items.reverse()).slice(0, Limit) } };
    },
  };
  return ({ operation, body }) => operations[operation]?.(body as Body) ?? { body: {} };
}
