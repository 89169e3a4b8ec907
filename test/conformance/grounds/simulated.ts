import type { Commit } from "../../../functions/runtime/commit.ts";
import type { Ground } from "../../../functions/runtime/testing/simulation/ground.ts";
import { openTables } from "./tables.ts";

/** Tables of their own for one schedule; what is appended is noted in order, as the stream would tell it. */
export async function tableGround(endpoint: string, seed: number): Promise<Ground & { close(): void }> {
  const { client, journal, snapshots, attempts, rates, models } = await openTables(endpoint, `schedule-${seed}`);
  const log: Commit[] = [];
  const append = async (commit: Commit) => {
    const standing = await journal.append(commit);
    if (!standing) log.push(commit);
    return standing;
  };
  return {
    journal: { ...journal, append },
    snapshots,
    attempts,
    rates,
    models,
    all: () => log,
    close: () => client.destroy(),
  };
}
