import {
  BatchWriteItemCommand,
  DescribeTimeToLiveCommand,
  TransactWriteItemsCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { Case } from "../../case.ts";
import { refusal } from "../../made/refusal.ts";
import { item, openTable } from "../../made/table.ts";

const API = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference";
const GUIDE = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";
const OWN_COUNT = "Reckons the units of reads and writes itself, by AWS's rule, from the items' sizes.";

const text = (bytes: number) => ({ commit: { S: "x".repeat(bytes) } });

const itemSize: Case = {
  id: "journal/item-size",
  title: "An item of 400 KB is taken and a larger one is refused.",
  source: `${GUIDE}/Constraints.html`,
  instead: "Measures a commit itself and refuses a larger one before it is sent.",
  run: async (place) => {
    const table = await openTable(place);
    // Names and keys count: id 2 + 5, n 1 + 2, commit 6.
    const whole = 400 * 1_024 - 16;
    if (await refusal(table.put(item("order", 1, text(whole))), "ValidationException")) return "refuses one of 400 KB";
    const larger = table.put(item("order", 2, text(whole + 1_024)));
    return (await refusal(larger, "ValidationException")) ? undefined : "takes a larger one";
  },
};

const expiry: Case = {
  id: "journal/expiry",
  title: "A table can be told which attribute says when an item expires, and tells it again.",
  source: `${API}/API_UpdateTimeToLive.html`,
  instead: "Nothing: what has expired stays until the endpoint is reset.",
  run: async (place) => {
    const { client, name: TableName } = await openTable(place);
    const TimeToLiveSpecification = { Enabled: true, AttributeName: "expires" };
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    const { TimeToLiveDescription: told } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    const enabled = told?.TimeToLiveStatus === "ENABLED" || told?.TimeToLiveStatus === "ENABLING";
    return enabled && told?.AttributeName === "expires" ? undefined : "does not tell it";
  },
};

const batchWrite: Case = {
  id: "journal/batch-write",
  title: "A batch writes 25 items, and one of 26 is refused as a whole.",
  source: `${API}/API_BatchWriteItem.html`,
  instead: "Nothing of Bugle relies on it: a commit is one put.",
  run: async (place) => {
    const table = await openTable(place);
    const write = (id: string, count: number) => {
      const puts = Array.from({ length: count }, (_, n) => ({ PutRequest: { Item: item(id, n) } }));
      return table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: puts } }));
    };
    await write("whole", 25);
    if ((await table.query("whole")).Count !== 25) return "writes some of them";
    if (!(await refusal(write("larger", 26), "ValidationException"))) return "takes 26";
    return (await table.query("larger")).Count === 0 ? undefined : "writes some of 26";
  },
};

const writeUnits: Case = {
  id: "journal/write-units",
  title: "A write tells the units it used: one for each KB begun, and twice that within a transaction.",
  source: `${GUIDE}/read-write-operations.html`,
  instead: OWN_COUNT,
  run: async (place) => {
    const { client, name: TableName, put } = await openTable(place);
    const told = await put(item("order", 1, text(2_500)), { ReturnConsumedCapacity: "TOTAL" });
    const TransactItems = [2, 3].map((n) => ({ Put: { TableName, Item: item("order", n, text(2_500)) } }));
    const both = await client.send(new TransactWriteItemsCommand({ TransactItems, ReturnConsumedCapacity: "TOTAL" }));
    const units = [told.ConsumedCapacity?.CapacityUnits, both.ConsumedCapacity?.[0]?.CapacityUnits];
    return units.join() === "3,12" ? undefined : `tells ${units.join(", ")} for 3, 12`;
  },
};

export const limits: readonly Case[] = [itemSize, expiry, batchWrite, writeUnits];
