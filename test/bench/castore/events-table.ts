import type { TableAnswer } from "../../../functions/runtime/testing/fake-tables.ts";

interface Attribute {
  readonly S?: string;
  readonly N?: string;
}

interface Body {
  readonly Item?: Readonly<Record<string, Attribute>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Attribute>>;
}

const REFUSED = { __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", message: "it is there" };

/** The table of Castore's adapter in memory: one put per event, refused where one is there, and one query per load. */
export function eventsTable(): (request: { operation: string; body: object }) => TableAnswer {
  const aggregates = new Map<string, Map<number, object>>();
  const eventsOf = (id = "") => aggregates.get(id) ?? aggregates.set(id, new Map()).get(id) ?? new Map();
  const put = ({ Item = {} }: Body): TableAnswer => {
    const [events, version] = [eventsOf(Item["aggregateId"]?.S), Number(Item["version"]?.N)];
    if (events.has(version)) return { status: 400, body: REFUSED };
    events.set(version, Item);
    return { body: {} };
  };
  const query = ({ ExpressionAttributeValues: values = {} }: Body): TableAnswer => {
    const from = Number(values[":minVersion"]?.N ?? 1);
    const found = [...eventsOf(values[":aggregateId"]?.S)].filter(([version]) => version >= from);
    return { body: { Items: found.map(([, item]) => item) } };
  };
  return ({ operation, body }) => {
    if (operation === "PutItem") return put(body);
    if (operation === "Query") return query(body);
    throw new Error(`Castore's table is asked for ${operation}`);
  };
}
