import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type ShardIteratorType,
} from "@aws-sdk/client-dynamodb-streams";
import type { Trouble } from "./poller.ts";
import { listShards } from "./shards.ts";
import { handleRecords, type StreamBatchOptions } from "./stream-batch.ts";
import { type Wake, waker } from "./waker.ts";

const BATCH = 100;
const SHORTEST_MS = 5;
const LONGEST_MS = 200;

export interface StreamPollerOptions extends Omit<StreamBatchOptions, "pause"> {
  readonly client: DynamoDBStreamsClient;
  readonly trouble: Trouble;
}

export interface StreamPoller {
  /** Looks at once: something has been written. */
  wake(): void;
  /** Reads what is left, and ends; answers whether all of it was handled. */
  stop(): Promise<boolean>;
}

/** Feeds what is written to a table's stream from now on to a handler; resolves when nothing written later can be missed. */
export async function pollStream(options: StreamPollerOptions): Promise<StreamPoller> {
  const { client, arn } = options;
  const wake = waker();
  const iteratorOf = async (ShardId: string, ShardIteratorType: ShardIteratorType) => {
    const command = new GetShardIteratorCommand({ StreamArn: arn, ShardId, ShardIteratorType });
    return (await client.send(command)).ShardIterator;
  };

  const follow = async (shard: string, first: string | undefined): Promise<boolean> => {
    const whole = await readShard(options, wake, first, () => iteratorOf(shard, "TRIM_HORIZON"));
    if (wake.ended()) return whole;
    // A shard lives for hours, then its children go on.
    const children = (await listShards(client, arn)).filter(({ ParentShardId }) => ParentShardId === shard);
    const ends = children.map(async ({ ShardId = "" }) => follow(ShardId, await iteratorOf(ShardId, "TRIM_HORIZON")));
    return (await Promise.all(ends)).every(Boolean);
  };

  const open = (await listShards(client, arn)).filter((shard) => !shard.SequenceNumberRange?.EndingSequenceNumber);
  const starts = await Promise.all(
    open.map(async ({ ShardId = "" }) => ({ ShardId, iterator: await iteratorOf(ShardId, "LATEST") })),
  );
  const following = Promise.all(starts.map(({ ShardId, iterator }) => follow(ShardId, iterator))).catch((error) => {
    options.trouble(error);
    return [false];
  });
  return {
    wake: wake.now,
    stop: async () => {
      wake.end();
      return (await following).every(Boolean);
    },
  };
}

/** Reads one shard to its end, or to what there is when the run ends; asks ever more seldom while nothing comes. Answers whether all was handled. */
async function readShard(
  options: StreamPollerOptions,
  wake: Wake,
  first: string | undefined,
  again: () => Promise<string | undefined>,
): Promise<boolean> {
  const { client, trouble } = options;
  let [iterator, idle, whole] = [first, SHORTEST_MS, true];
  const pause = async (n: number) => {
    const goesOn = await wake.sleep(100 * 2 ** n, { whole: true });
    whole &&= goesOn;
    return goesOn;
  };
  const tell = async (error: unknown) => {
    // On DynamoDB Local every iterator older than the first record is too old.
    if ((error as Error).name !== "TrimmedDataAccessException") trouble(error);
    await wake.sleep(LONGEST_MS, { whole: true });
  };
  while (iterator !== undefined) {
    try {
      const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: BATCH }));
      const { Records = [] } = page;
      if (Records.length > 0) await handleRecords({ ...options, pause }, Records);
      else if (wake.ended()) return whole;
      iterator = page.NextShardIterator;
      idle = Records.length > 0 ? SHORTEST_MS : Math.min(LONGEST_MS, idle * 1.5);
      if (Records.length === 0 && (await wake.sleep(idle))) idle = SHORTEST_MS;
    } catch (error) {
      if (wake.ended()) return false;
      await tell(error);
      // The place is lost with an iterator that is too old; sending again is harmless.
      iterator = await again().catch(() => iterator);
    }
  }
  return whole;
}
