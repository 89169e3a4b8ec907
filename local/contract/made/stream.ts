import type { StreamViewType } from "@aws-sdk/client-dynamodb";
import {
  type _Record,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  type Shard,
} from "@aws-sdk/client-dynamodb-streams";
import type { Place } from "../place.ts";
import { openTable, type Table } from "./table.ts";

interface From extends Pick<GetShardIteratorCommandInput, "ShardIteratorType" | "SequenceNumber"> {
  /** Default all shards that there are now. */
  readonly shard?: string;
  /** Most records of one page. */
  readonly limit?: number;
}

/** Reads on, and answers all it has read so far once that is `least` records or `ms` are over; default 10 s. */
type Reader = (least: number, ms?: number) => Promise<readonly _Record[]>;

const PATIENCE_MS = 10_000;

/** A table with a stream, by default of new images as a journal's. */
export const openStreamedTable = (place: Place, StreamViewType: StreamViewType = "NEW_IMAGE"): Promise<Table> =>
  openTable(place, { StreamSpecification: { StreamEnabled: true, StreamViewType } });

export const describeStream = async (place: Place, StreamArn: string) =>
  (await place.client(DynamoDBStreamsClient).send(new DescribeStreamCommand({ StreamArn }))).StreamDescription;

/** The shards of a stream; AWS shows the first some seconds after its table. */
async function shardsOf(place: Place, streamArn: string): Promise<readonly Shard[]> {
  let shards: readonly Shard[] = [];
  await place.until(async () => {
    shards = (await describeStream(place, streamArn))?.Shards ?? [];
    return shards.length > 0;
  }, PATIENCE_MS);
  return shards;
}

export async function openReader(place: Place, StreamArn: string, { shard, limit, ...from }: From): Promise<Reader> {
  const client = place.client(DynamoDBStreamsClient);
  const shards = shard === undefined ? await shardsOf(place, StreamArn) : [{ ShardId: shard }];
  let iterators = await Promise.all(
    shards.map(async ({ ShardId }) => {
      const command = new GetShardIteratorCommand({ StreamArn, ShardId, ...from });
      return (await client.send(command)).ShardIterator;
    }),
  );
  const seen: _Record[] = [];
  const readOn = async () => {
    const open = iterators.filter((iterator) => iterator !== undefined);
    const pages = await Promise.all(
      open.map((ShardIterator) => client.send(new GetRecordsCommand({ ShardIterator, Limit: limit }))),
    );
    iterators = pages.map(({ NextShardIterator }) => NextShardIterator);
    seen.push(...pages.flatMap(({ Records = [] }) => Records));
  };
  return async (least, ms = PATIENCE_MS) => {
    await place.until(async () => {
      await readOn();
      return seen.length >= least;
    }, ms);
    return seen;
  };
}

/** The shard that holds what has been written; all of it under one partition key, so that it is one shard. */
export async function shardWithRecords(place: Place, streamArn: string): Promise<string> {
  let found = "";
  await place.until(async () => {
    for (const { ShardId: shard = "" } of await shardsOf(place, streamArn)) {
      const read = await openReader(place, streamArn, { ShardIteratorType: "TRIM_HORIZON", shard });
      if ((await read(1, 0)).length > 0) found = shard;
    }
    return found !== "";
  }, PATIENCE_MS);
  return found;
}
