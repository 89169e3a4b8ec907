import type { _Record } from "@aws-sdk/client-dynamodb-streams";
import type { Case } from "../../case.ts";
import { openReader, openStreamedTable, shardWithRecords } from "../../made/stream.ts";
import { item } from "../../made/table.ts";

const API = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference";
const POSITIONS = `${API}/API_streams_GetShardIterator.html`;

const numbers = (records: readonly _Record[]) => records.map(({ dynamodb }) => dynamodb?.Keys?.["n"]?.N).join();

const trimHorizon: Case = {
  id: "streams/trim-horizon",
  title: "TRIM_HORIZON reads what was written before the reader came.",
  source: POSITIONS,
  instead: "Each start relays again what an earlier run may have left unsent.",
  run: async (place) => {
    const table = await openStreamedTable(place);
    for (const n of [1, 2, 3]) await table.put(item("order", n));
    const read = await openReader(place, table.streamArn, { ShardIteratorType: "TRIM_HORIZON" });
    return numbers(await read(3)) === "1,2,3" ? undefined : "does not read it";
  },
};

const fromNothing: Case = {
  id: "streams/trim-horizon-of-nothing",
  title: "A reader that came to TRIM_HORIZON before anything was written reads what is written then.",
  source: POSITIONS,
  instead: "The runner begins again at TRIM_HORIZON when it is told that its place is gone.",
  run: async (place) => {
    const table = await openStreamedTable(place);
    const other = await openStreamedTable(place);
    const read = await openReader(place, table.streamArn, { ShardIteratorType: "TRIM_HORIZON" });
    // DynamoDB Local numbers the records of all tables together, and then takes this reader's place for one long gone.
    await other.put(item("order", 1));
    await table.put(item("order", 1));
    return numbers(await read(1)) === "1" ? undefined : "does not read it";
  },
};

const latest: Case = {
  id: "streams/latest",
  title: "LATEST reads only what is written after the reader came.",
  source: POSITIONS,
  instead: "Nothing is needed: sending again is harmless.",
  run: async (place) => {
    const table = await openStreamedTable(place);
    await table.put(item("order", 1));
    const before = await openReader(place, table.streamArn, { ShardIteratorType: "TRIM_HORIZON" });
    await before(1);
    const read = await openReader(place, table.streamArn, { ShardIteratorType: "LATEST" });
    await table.put(item("order", 2));
    return numbers(await read(1)) === "2" ? undefined : "reads other records";
  },
};

const sequenceNumber: Case = {
  id: "streams/sequence-number",
  title: "AFTER_SEQUENCE_NUMBER reads on after that record, AT_SEQUENCE_NUMBER from it on.",
  source: POSITIONS,
  instead: "Nothing of Bugle relies on it: it keeps no checkpoint.",
  run: async (place) => {
    const { streamArn, put } = await openStreamedTable(place);
    for (const n of [1, 2, 3]) await put(item("order", n));
    const shard = await shardWithRecords(place, streamArn);
    const all = await openReader(place, streamArn, { ShardIteratorType: "TRIM_HORIZON", shard });
    const SequenceNumber = (await all(3))[1]?.dynamodb?.SequenceNumber;
    const after = await openReader(place, streamArn, {
      ShardIteratorType: "AFTER_SEQUENCE_NUMBER",
      SequenceNumber,
      shard,
    });
    const at = await openReader(place, streamArn, { ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber, shard });
    const seen = [numbers(await after(1)), numbers(await at(2))];
    return seen.join(" ") === "3 2,3" ? undefined : "reads other records";
  },
};

const limit: Case = {
  id: "streams/page-limit",
  title: "A page holds at most as many records as asked for, and the next one goes on after them.",
  source: `${API}/API_streams_GetRecords.html`,
  instead: "Nothing of Bugle relies on it but the size of the batches that its relay gets.",
  run: async (place) => {
    const { streamArn, put } = await openStreamedTable(place);
    for (const n of [1, 2, 3, 4, 5]) await put(item("order", n));
    const shard = await shardWithRecords(place, streamArn);
    const read = await openReader(place, streamArn, { ShardIteratorType: "TRIM_HORIZON", shard, limit: 2 });
    if ((await read(1)).length > 2) return "answers more";
    return numbers(await read(5)) === "1,2,3,4,5" ? undefined : "does not go on after them";
  },
};

export const positions: readonly Case[] = [trimHorizon, fromNothing, latest, sequenceNumber, limit];
