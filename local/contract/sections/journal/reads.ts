import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { Case } from "../../case.ts";
import { item, openTable, type Table } from "../../made/table.ts";

const GUIDE = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";
const NO_JOURNAL = "Nothing: an endpoint that departs here cannot hold a journal.";
const OWN_COUNT = "Reckons the units of reads and writes itself, by AWS's rule, from the items' sizes.";

const text = (bytes: number) => ({ commit: { S: "x".repeat(bytes) } });

const pages: Case = {
  id: "journal/pages",
  title: "A query answers at most 1 MB at once and says where to go on; its pages together are all there is, in order.",
  source: `${GUIDE}/Query.Pagination.html`,
  instead: NO_JOURNAL,
  run: async (place) => {
    const table = await openTable(place);
    for (let n = 1; n <= 4; n++) await table.put(item("order", n, text(390_000)));
    const first = await table.query("order");
    if (first.Count !== 2 && first.Count !== 3) return "does not end a page at 1 MB";
    if (!first.LastEvaluatedKey) return "does not say where to go on";
    const rest = await table.query("order", { ExclusiveStartKey: first.LastEvaluatedKey });
    const read = [...(first.Items ?? []), ...(rest.Items ?? [])].map(({ n }) => n?.N);
    return read.join() === "1,2,3,4" && !rest.LastEvaluatedKey ? undefined : "loses items between pages";
  },
};

const consistentQuery: Case = {
  id: "journal/consistent-query",
  title: "A consistent query sees every put that was answered before it was asked.",
  source: `${GUIDE}/HowItWorks.ReadConsistency.html`,
  instead: NO_JOURNAL,
  run: async (place) => {
    const table = await openTable(place);
    for (let n = 1; n <= 25; n++) {
      await table.put(item("order", n));
      if ((await table.query("order")).Count !== n) return "does not see the last put";
    }
    return undefined;
  },
};

const ranges: Case = {
  id: "journal/key-ranges",
  title:
    "A query takes a range of sort keys, greater, between or with a prefix, forwards or backwards and at most so many.",
  source: `${GUIDE}/Query.KeyConditionExpressions.html`,
  instead: NO_JOURNAL,
  run: async (place) => {
    const numbers = await openTable(place);
    for (const n of [2, 10, 1, 9]) await numbers.put(item("order", n));
    const words = await openWords(place);
    for (const word of ["a/1", "a/2", "b/1"]) await words.put({ id: { S: "order" }, n: { S: word } });
    const seen = [
      await keys(numbers, "n > :from", { ":from": { N: "1" } }),
      await keys(numbers, "n BETWEEN :from AND :to", { ":from": { N: "2" }, ":to": { N: "9" } }),
      await keys(numbers, "n > :from", { ":from": { N: "0" } }, { ScanIndexForward: false, Limit: 2 }),
      await keys(words, "begins_with(n, :from)", { ":from": { S: "a/" } }),
    ];
    return seen.join(" ") === "2,9,10 2,9 10,9 a/1,a/2" ? undefined : "answers other items";
  },
};

const openWords = (place: Parameters<typeof openTable>[0]) =>
  openTable(place, {
    AttributeDefinitions: [
      { AttributeName: "id", AttributeType: "S" },
      { AttributeName: "n", AttributeType: "S" },
    ],
  });

async function keys(table: Table, range: string, values: Parameters<typeof item>[2], more = {}): Promise<string> {
  const { Items = [] } = await table.query("order", {
    KeyConditionExpression: `id = :id AND ${range}`,
    ExpressionAttributeValues: { ":id": { S: "order" }, ...values },
    ...more,
  });
  return Items.map(({ n }) => n?.N ?? n?.S).join();
}

const index: Case = {
  id: "journal/index",
  title: "A KEYS_ONLY index holds the keys of those items alone that have its attributes, sorted by its own key.",
  source: `${GUIDE}/GSI.html`,
  instead: NO_JOURNAL,
  run: async (place) => {
    const table = await openTable(place, {
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "n", AttributeType: "N" },
        { AttributeName: "list", AttributeType: "S" },
        { AttributeName: "place", AttributeType: "S" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "lists",
          KeySchema: [
            { AttributeName: "list", KeyType: "HASH" },
            { AttributeName: "place", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
    });
    const listed = (at: string) => ({ list: { S: "open" }, place: { S: at }, ...text(10) });
    await table.put(item("unlisted", 1, text(10)));
    await table.put(item("second", 1, listed("2")));
    await table.put(item("first", 1, listed("1")));
    const query = () =>
      table.query("", {
        IndexName: "lists",
        ConsistentRead: false,
        KeyConditionExpression: "#list = :list",
        ExpressionAttributeNames: { "#list": "list" },
        ExpressionAttributeValues: { ":list": { S: "open" } },
      });
    if (!(await place.until(async () => (await query()).Count === 2, 10_000))) return "does not list the items";
    const { Items = [] } = await query();
    if (Items.map(({ id }) => id?.S).join() !== "first,second") return "lists them in another order";
    return Items.some((each) => "commit" in each) ? "hands out more than keys" : undefined;
  },
};

const capacity: Case = {
  id: "journal/read-units",
  title: "A read tells the units it used: one for each 4 KB begun, or half of that if it need not be consistent.",
  source: `${GUIDE}/read-write-operations.html`,
  instead: OWN_COUNT,
  run: async (place) => {
    const table = await openTable(place);
    for (const n of [1, 2, 3]) await table.put(item("order", n, text(3_500)));
    const get = async (ConsistentRead: boolean) => {
      await table.put(item("large", 1, text(9_000)));
      const Key = item("large", 1);
      const how = { TableName: table.name, Key, ConsistentRead, ReturnConsumedCapacity: "TOTAL" as const };
      return (await table.client.send(new GetItemCommand(how))).ConsumedCapacity?.CapacityUnits;
    };
    const query = async (ConsistentRead: boolean) =>
      (await table.query("order", { ConsistentRead, ReturnConsumedCapacity: "TOTAL" })).ConsumedCapacity?.CapacityUnits;
    const units = [await get(true), await get(false), await query(true), await query(false)];
    return units.join() === "3,1.5,3,1.5" ? undefined : `tells ${units.join(", ")} for 3, 1.5, 3, 1.5`;
  },
};

export const reads: readonly Case[] = [pages, consistentQuery, ranges, index, capacity];
