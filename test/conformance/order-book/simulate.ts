import { fileURLToPath } from "node:url";
import { outgoing } from "../../../functions/runtime/commit.ts";
import type { Message } from "../../../functions/runtime/contract.ts";
import type { Loaded } from "../../../functions/runtime/manifest-files.ts";
import { readManifest } from "../../../functions/runtime/manifest-files.ts";
import { envelopeOf } from "../../../functions/runtime/testing/simulation/envelopes.ts";
import { createWorld, type World } from "../../../functions/runtime/testing/simulation/world.ts";
import { list } from "../../systems/trading/listing.ts";
import { commandOf, wishesOf } from "../../systems/trading/wishes.ts";
import { deadLetters, type Facts, RULES } from "../bank/audit.ts";
import type { Result } from "../bank/simulate.ts";
import { auditBook } from "./audit.ts";

const ABOUT = ["trading/book", "trading/book-depth"];
const GENERAL = ["onceEach", "oneAnswer", "nothingLost", "nothingWaits", "numbered"] as const;

/** The order book and its read model, without those who listen to them. */
export async function loadBook(): Promise<Loaded> {
  const loaded = await readManifest(fileURLToPath(new URL("../../../functions", import.meta.url)));
  const systems = loaded.manifest.systems
    .filter(({ name }) => name === "trading")
    .map((system) => ({ ...system, consumers: system.consumers.filter(({ name }) => ABOUT.includes(name)) }));
  return { ...loaded, manifest: { ...loaded.manifest, systems } };
}

/** Sends orders, some of them twice, while books are at work; answers the commands by id. */
async function trade(world: World, seed: number): Promise<Map<string, Message>> {
  const { scheduler } = world;
  const commands = new Map<string, Message>();
  const send = (message: Message) => {
    const envelope = envelopeOf(`c${commands.size}`, message, scheduler.now());
    commands.set(envelope.id, message);
    world.send(envelope);
    if (scheduler.random() < 0.15) world.send(envelope, "another");
  };
  send(list);
  const crowd = { name: "crowd", alive: true };
  const run = async () => {
    for (const wish of wishesOf(seed, 30)) {
      if (scheduler.random() < 0.3) await scheduler.sleep(crowd, scheduler.random() * 20_000);
      send(commandOf(wish));
    }
  };
  void run();
  await world.settle();
  return commands;
}

/** One schedule: orders under faults, then healing, a redrive of everything dead, and the audit. */
export async function simulateBook(loaded: Loaded, seed: number): Promise<Result> {
  const world = createWorld({ loaded, seed, limits: { ids: 4, snapshotEvery: 3, tail: 4, conflicts: 200 } });
  world.faults.probability = [0, 0.01, 0.05, 0.1][seed % 4] as number;
  const commands = await trade(world, seed);
  world.heal();
  await world.settle();
  for (const consumer of world.cloud.deadLetters.keys()) world.cloud.redrive(consumer);
  await world.settle();
  const dead = await deadLetters(world);
  const commits = [...world.ground.all()];
  const sent = { ids: [...commands.keys()], poison: new Map(), after: new Map() };
  const outside = { provider: undefined as never, charges: new Map(), wires: [], mixedUp: [] };
  const facts: Facts = { world, manifest: loaded.manifest, sent, outside, commits, dead, redriven: new Set() };
  for (const { envelope } of commits.flatMap(outgoing)) commands.set(envelope.id, envelope as unknown as Message);
  const problems = [
    ...[...dead].map(([id, reason]) => `${id} is a dead letter: ${reason}`),
    ...GENERAL.flatMap((name) => RULES[name]?.(facts) ?? []),
    ...(await auditBook(world, commits, commands)),
  ];
  return { seed, problems, steps: world.scheduler.steps(), messages: commits.length, injected: world.faults.injected };
}
