import { fileURLToPath } from "node:url";
import type { Loaded } from "../../../functions/runtime/manifest-files.ts";
import { readManifest } from "../../../functions/runtime/manifest-files.ts";
import type { Ground } from "../../../functions/runtime/testing/simulation/ground.ts";
import { createWorld, type World } from "../../../functions/runtime/testing/simulation/world.ts";
import { auditRows, deadLetters, diedTooSoon, type Facts, RULES } from "./audit.ts";
import { olderBank } from "./older.ts";
import { outsideOf } from "./provider.ts";
import { runWorkload } from "./workload.ts";

export const loadBank = (): Promise<Loaded> => readManifest(fileURLToPath(new URL("../systems", import.meta.url)));

export interface Result {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly steps: number;
  readonly messages: number;
  readonly injected: Readonly<Record<string, number>>;
}

/** Small, so that snapshots, pages of ids, and conflicts are met within one schedule. */
const LIMITS = { ids: 4, snapshotEvery: 3, tail: 4, conflicts: 200, claimFor: 300_000 };

/** One schedule: a random workload under faults, then healing, a redrive of everything dead, and the audit. */
export async function simulateBank(loaded: Loaded, seed: number, ground?: Ground): Promise<Result> {
  const outside = outsideOf(() => world);
  const world: World = createWorld({
    loaded,
    older: olderBank(loaded),
    seed,
    limits: LIMITS,
    values: { provider: outside.provider },
    kills: ({ data }) => (data as { mood?: string }).mood === "kills",
    ...(ground && { ground }),
  });
  world.faults.probability = [0, 0.005, 0.02, 0.05][seed % 4] as number;
  const sent = await runWorkload(world, 12 + (seed % 20));
  const first = await deadLetters(world);
  const redriven = new Set(first.keys());
  const early = diedTooSoon(first, sent);
  world.heal();
  await world.settle();
  for (const consumer of world.cloud.deadLetters.keys()) world.cloud.redrive(consumer);
  await world.settle();
  const dead = await deadLetters(world);
  const commits = [...world.ground.all()];
  const facts: Facts = { world, manifest: loaded.manifest, sent, outside, commits, dead, redriven };
  const problems = [...early, ...Object.values(RULES).flatMap((rule) => rule(facts)), ...(await auditRows(facts))];
  return { seed, problems, steps: world.scheduler.steps(), messages: commits.length, injected: world.faults.injected };
}
