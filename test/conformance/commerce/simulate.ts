import { fileURLToPath } from "node:url";
import { analyticsCollector } from "../../../functions/commerce/analytics.ts";
import { chosen } from "../../../functions/runtime/chosen.ts";
import type { Definition } from "../../../functions/runtime/manifest.ts";
import type { Loaded } from "../../../functions/runtime/manifest-files.ts";
import { readManifest } from "../../../functions/runtime/manifest-files.ts";
import { createWorld, type World } from "../../../functions/runtime/testing/simulation/world.ts";
import { deadLetters, type Facts, RULES } from "../bank/audit.ts";
import type { Result } from "../bank/simulate.ts";
import { auditCommerce } from "./audit.ts";
import { type SimulatedCards, simulatedCards } from "./cards.ts";
import { placeOrders } from "./workload.ts";

export async function loadCommerce(): Promise<Loaded> {
  const loaded = await readManifest(fileURLToPath(new URL("../../../functions", import.meta.url)));
  return { ...loaded, manifest: chosen(loaded.manifest, ["commerce"]) };
}

function withCards(loaded: Loaded, { cards }: SimulatedCards): Loaded {
  const fakes: Readonly<Record<string, unknown>> = { cards, analytics: analyticsCollector(undefined) };
  const replace = (definition: Definition): Definition => {
    if (definition.is === "projection" || definition.is === "saga") return definition;
    const [name = ""] = Object.keys(definition.options.needs ?? {});
    if (!Object.hasOwn(fakes, name)) return definition;
    const needs = { [name]: { uses: [], create: () => fakes[name] } };
    return { ...definition, options: { ...definition.options, needs } };
  };
  const definitions = new Map([...loaded.definitions].map(([name, definition]) => [name, replace(definition)]));
  return { ...loaded, definitions, configs: new Map() };
}

const GENERAL = ["onceEach", "oneAnswer", "nothingLost", "nothingWaits", "numbered"] as const;

/** One schedule of the real commerce system: customers under faults, then healing, a redrive of everything dead, and the audit. */
export async function simulateCommerce(loaded: Loaded, seed: number): Promise<Result> {
  const cards = simulatedCards(() => world);
  const code = withCards(loaded, cards);
  const world: World = createWorld({
    loaded: code,
    seed,
    limits: { ids: 4, snapshotEvery: 3, tail: 4, conflicts: 200 },
  });
  world.faults.probability = [0, 0.005, 0.02, 0.05][seed % 4] as number;
  const placed = await placeOrders(world, 2 + (seed % 4));
  world.heal();
  await world.settle();
  for (const consumer of world.cloud.deadLetters.keys()) world.cloud.redrive(consumer);
  await world.settle();
  const dead = await deadLetters(world);
  const sent = { ids: placed.ids, poison: new Map(), after: new Map() };
  const commits = [...world.ground.all()];
  const outside = { provider: undefined as never, charges: new Map(), wires: [], mixedUp: [] };
  const facts: Facts = { world, manifest: code.manifest, sent, outside, commits, dead, redriven: new Set() };
  const problems = [
    ...[...dead].map(([id, reason]) => `${id} is a dead letter: ${reason}`),
    ...GENERAL.flatMap((name) => RULES[name]?.(facts) ?? []),
    ...(await auditCommerce(world, cards, placed)),
  ];
  return { seed, problems, steps: world.scheduler.steps(), messages: commits.length, injected: world.faults.injected };
}
