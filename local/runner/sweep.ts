import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { commitOf } from "../../functions/runtime/aws/dynamodb-journal.ts";
import { openRelay } from "../../functions/runtime/aws/entry/relay.ts";
import type { Commit } from "../../functions/runtime/commit.ts";
import { BugleError } from "../../functions/runtime/errors.ts";
import { relay } from "../../functions/runtime/relay/index.ts";
import type { RunningSystem } from "./systems.ts";

const BATCH = 100;

/**
 * Relays every commit of a journal again, or those from `from` on; answers how many. Sending twice is harmless.
 * Throws `sweep-incomplete` if some could not even be set aside.
 */
export async function sweep(dynamodb: DynamoDBClient, system: RunningSystem, from?: Date): Promise<number> {
  const open = openRelay(system.relay, system.given);
  const pages = paginateScan({ client: dynamodb }, { TableName: system.environment.tables.journal });
  let [commits, lost] = [0, 0];
  for await (const { Items = [] } of pages) {
    const some = Items.map(commitOf).filter(({ time }) => !from || Date.parse(time) >= from.getTime());
    for (const batch of batches(some)) lost += (await relay(open, batch)).length;
    commits += some.length;
  }
  if (lost === 0) return commits;
  throw new BugleError("sweep-incomplete", `${lost} of ${commits} commits of ${system.name} could not be relayed`, {
    help: "mend what keeps the relay from its queues, then sweep again",
  });
}

function batches(commits: readonly Commit[]): Commit[][] {
  return Array.from({ length: Math.ceil(commits.length / BATCH) }, (_, i) => commits.slice(i * BATCH, (i + 1) * BATCH));
}
