import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type ShardIteratorType,
} from "@aws-sdk/client-dynamodb-streams";
import type { Poller, Trouble } from "./poller.ts";
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

export interface StreamPoller extends Poller {
  /** Looks at once: something has been written. */
  wake(): void;
}

/** Feeds what is written to a table's stream from now on to a handler; resolves when nothing written later can be missed. */
export async function pollStream(options: StreamPollerOptions): Promise<StreamPoller> {
  const { client, arn } = options;
  const wake = waker();
  const iteratorOf = async (ShardId: string, ShardIteratorType: ShardIteratorType) => {
    const command = new GetShardIteratorCommand({ StreamArn: arn, ShardId, ShardIteratorType });
    return (await client.send(command)).ShardIterator;
  };

  const follow = async (shard: string, first: string | undefined): Promise<void> => {
    await drain(options, wake, first, () => iteratorOf(shard, "TRIM_HORIZON"));
    if (wake.ended()) return;
    // A shard lives for hours, then its children go on.
    const children = (await listShards(client, arn)).filter(({ ParentShardId }) => ParentShardId === shard);
    await Promise.all(
      children.map(async ({ ShardId = "" }) => follow(ShardId, await iteratorOf(ShardId, "TRIM_HORIZON"))),
    );
  };

  const open = (await listShards(client, arn)).filter((shard) => !shard.SequenceNumberRange?.EndingSequenceNumber);
  const starts = await Promise.all(
    open.map(async ({ ShardId = "" }) => ({ ShardId, iterator: await iteratorOf(ShardId, "LATEST") })),
  );
  const following = Promise.all(starts.map(({ ShardId, iterator }) => follow(ShardId, iterator))).catch(
    options.trouble,
  );
  return {
    wake: wake.now,
    stop: async () => {
      wake.end();
      await following;
    },
  };
}

/** Reads one shard to its end, or until the run ends; asks ever more seldom while nothing comes. */
async function drain(
  options: StreamPollerOptions,
  wake: Wake,
  first: string | undefined,
  again: () => Promise<string | undefined>,
): Promise<void> {
  const { client, trouble } = options;
  const pause = (n: number) => wake.sleep(100 * 2 ** n, { whole: true });
  let [iterator, idle] = [first, SHORTEST_MS];
  while (iterator !== undefined && !wake.ended()) {
    try {
      const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: BATCH }));
      const { Records = [] } = page;
      if (Records.length > 0) await handleRecords({ ...options, pause }, Records);
      iterator = page.NextShardIterator;
      idle = Records.length > 0 ? SHORTEST_MS : Math.min(LONGEST_MS, idle * 1.5);
      if (Records.length === 0 && (await wake.sleep(idle))) idle = SHORTEST_MS;
    } catch (error) {
      if (wake.ended()) return;
      trouble(error);
      await wake.sleep(LONGEST_MS, { whole: true });
      // The place is lost with an iterator that is too old; sending again is harmless.
      iterator = await again().catch(() => iterator);
    }
  }
}
