import { DeleteItemCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import type { _Record } from "@aws-sdk/client-dynamodb-streams";
import type { Case } from "../../case.ts";
import { refusal } from "../../made/refusal.ts";
import { describeStream, openReader, openStreamedTable } from "../../made/stream.ts";
import { item } from "../../made/table.ts";
import type { Place } from "../../place.ts";

const API = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference";
const GUIDE = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";
const NO_OUTBOX =
  "Nothing: an endpoint that departs here loses what the relay should send; only a sweep would find it.";
const HARMLESS = "Nothing is needed: the relay takes inserts alone, and sending again is harmless.";

/** Which item, and its content. */
const told = ({ eventName, dynamodb }: _Record) =>
  `${eventName} ${dynamodb?.Keys?.["n"]?.N} ${dynamodb?.NewImage?.["by"]?.S}`;

const readAll = async (place: Place, streamArn: string, least: number) =>
  (await openReader(place, streamArn, { ShardIteratorType: "TRIM_HORIZON" }))(least);

const insert: Case = {
  id: "streams/insert",
  title: "A put of a new item becomes one INSERT with the item's keys and its new image, within seconds.",
  source: `${API}/API_streams_Record.html`,
  instead: NO_OUTBOX,
  run: async (place) => {
    const table = await openStreamedTable(place);
    await table.put(item("order", 6));
    const read = await openReader(place, table.streamArn, { ShardIteratorType: "LATEST" });
    await table.put(item("order", 7, { by: { S: "first" } }));
    const [record] = await read(1);
    if (!record) return "tells nothing within 10 s";
    return told(record) === "INSERT 7 first" ? undefined : "tells it otherwise";
  },
};

const changes: Case = {
  id: "streams/changes",
  title: "A change is a MODIFY with the new image, a deletion a REMOVE without one.",
  source: `${GUIDE}/Streams.html`,
  instead: HARMLESS,
  run: async (place) => {
    const table = await openStreamedTable(place);
    for (const by of ["first", "second"]) await table.put(item("order", 1, { by: { S: by } }));
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: item("order", 1) }));
    const names = (await readAll(place, table.streamArn, 3)).map(told).join();
    return names === "INSERT 1 first,MODIFY 1 second,REMOVE 1 undefined" ? undefined : "tells them otherwise";
  },
};

const order: Case = {
  id: "streams/order",
  title: "The records of one item come in the order of its changes, each once.",
  source: `${GUIDE}/Streams.html`,
  instead: "Nothing of Bugle relies on it beyond speed: whoever needs order keeps its own position in each stream.",
  run: async (place) => {
    const table = await openStreamedTable(place);
    const changes = Array.from({ length: 30 }, (_, change) => String(change));
    for (const by of changes) await Promise.all([1, 2].map((n) => table.put(item(`order-${n}`, n, { by: { S: by } }))));
    const records = await readAll(place, table.streamArn, 60);
    const of = (n: string) => records.filter(({ dynamodb }) => dynamodb?.Keys?.["n"]?.N === n);
    const inOrder = ["1", "2"].every((n) => {
      const seen = of(n).map(({ dynamodb }) => dynamodb?.NewImage?.["by"]?.S);
      return seen.join() === changes.join();
    });
    return inOrder ? undefined : "tells them in another order";
  },
};

const noChange: Case = {
  id: "streams/no-change",
  title: "A write that changes nothing, and one whose condition does not hold, leave no record.",
  source: `${GUIDE}/Streams.html`,
  instead: HARMLESS,
  run: async (place) => {
    const table = await openStreamedTable(place);
    const first = item("order", 1, { by: { S: "first" } });
    await table.put(first);
    await table.put(first);
    await refusal(
      table.put(item("order", 1, { by: { S: "second" } }), { ConditionExpression: "attribute_not_exists(id)" }),
      "ConditionalCheckFailedException",
    );
    await table.put(item("order", 2, { by: { S: "last" } }));
    const records = (await readAll(place, table.streamArn, 2)).map(told);
    return records.join() === "INSERT 1 first,INSERT 2 last" ? undefined : "leaves a record";
  },
};

const transaction: Case = {
  id: "streams/transaction",
  title: "Each write of a transaction is a record of its own.",
  source: `${GUIDE}/transaction-apis.html`,
  instead: "Nothing of Bugle relies on it: a journal is written by single puts.",
  run: async (place) => {
    const { client, name: TableName, streamArn } = await openStreamedTable(place);
    const TransactItems = [1, 2, 3].map((n) => ({ Put: { TableName, Item: item("order", n, { by: { S: "one" } }) } }));
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
    const records = (await readAll(place, streamArn, 3)).map(told).toSorted();
    return records.join() === "INSERT 1 one,INSERT 2 one,INSERT 3 one" ? undefined : "tells other records";
  },
};

const shards: Case = {
  id: "streams/shards",
  title: "A stream says that it is on, what its records hold, and which shards it has, open ones without an end.",
  source: `${API}/API_streams_DescribeStream.html`,
  instead: NO_OUTBOX,
  run: async (place) => {
    const { streamArn, put } = await openStreamedTable(place);
    await put(item("order", 1));
    await readAll(place, streamArn, 1);
    const described = await describeStream(place, streamArn);
    if (described?.StreamStatus !== "ENABLED") return "does not say that it is on";
    if (described.StreamViewType !== "NEW_IMAGE") return "does not say what its records hold";
    const open = (described.Shards ?? []).filter((shard) => !shard.SequenceNumberRange?.EndingSequenceNumber);
    if (open.length === 0) return "has no open shard";
    return open.every(({ SequenceNumberRange }) => SequenceNumberRange?.StartingSequenceNumber)
      ? undefined
      : "does not say where a shard starts";
  },
};

export const records: readonly Case[] = [insert, changes, order, noChange, transaction, shards];
