import type { Envelope } from "../../../functions/runtime/envelope.ts";
import { envelopeOf } from "../../../functions/runtime/testing/simulation/envelopes.ts";
import type { Ground } from "../../../functions/runtime/testing/simulation/ground.ts";
import { createWorld, type World } from "../../../functions/runtime/testing/simulation/world.ts";
import type { Result } from "../bank/simulate.ts";
import { auditMill } from "./audit.ts";
import { Crush, Grind, MOODS, openMill } from "./mill.ts";

const LIMITS = { ids: 4, snapshotEvery: 3, tail: 4, conflicts: 200 };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Two waves of it are over before a letter would be gone. */
const LONG = 5 * DAY;

/** Commands for three keys, numbered by their places, some that fail until they are mended, some sent twice. */
async function send(world: World, count: number, sent: Envelope[]): Promise<void> {
  const { scheduler } = world;
  const one = <T>(list: readonly T[]): T => list[Math.floor(scheduler.random() * list.length)] as T;
  for (let i = 0; i < count; i++) {
    const millId = one(["a", "b", "c/ü"]);
    const place = sent.filter(({ data }) => (data as { millId: string }).millId === millId).length;
    const draw = scheduler.random();
    const mood = draw < 0.12 ? one(MOODS) : draw < 0.2 ? "later" : "fine";
    const make = one([Grind, Crush]);
    const envelope = envelopeOf(`c${sent.length}`, new make({ millId, place, mood }), scheduler.now());
    sent.push(envelope);
    world.send(envelope);
    if (scheduler.random() < 0.15) world.send(one(sent), "another");
  }
}

/** Looks again and again, mends some of what has died, and sends all of it back, mended or not. */
async function operate({ scheduler, cloud }: World, mended: Set<string>, sent: readonly Envelope[]): Promise<void> {
  const operator = { name: "operator", alive: true };
  for (let look = 0; look < 12; look++) {
    await scheduler.sleep(operator, (1 + scheduler.random() * 240) * MINUTE);
    for (const { id } of sent) if (scheduler.random() < 0.3) mended.add(id);
    for (const consumer of cloud.deadLetters.keys()) cloud.redrive(consumer);
  }
}

/** One schedule of a mill whose keys are parked, or which halts, behind dead letters; with every fourth seed nobody looks for days. */
export async function simulateMill(seed: number, ground?: Ground): Promise<Result> {
  const mended = new Set<string>();
  const sent: Envelope[] = [];
  const world = createWorld({
    loaded: openMill(seed % 2 === 0 ? "park" : "halt", mended),
    seed,
    limits: { ...LIMITS, heldAtMost: seed % 4 < 2 ? LONG : DAY },
    kills: ({ id, data }) => (data as { mood?: string }).mood === "kills" && !mended.has(id),
    ...(ground && { ground }),
  });
  world.faults.probability = [0, 0.01, 0.03, 0.05][Math.floor(seed / 4) % 4] as number;
  await send(world, 8 + (seed % 12), sent);
  if (seed % 4 < 3) void operate(world, mended, sent);
  await world.settle();
  await send(world, 4, sent);
  await world.settle();
  world.heal();
  for (const { id } of sent) mended.add(id);
  for (let redrives = 0; redrives < 2; redrives++) {
    for (const consumer of world.cloud.deadLetters.keys()) world.cloud.redrive(consumer);
    await world.settle();
  }
  const problems = await auditMill(
    world,
    sent.map(({ id }) => id),
  );
  return {
    seed,
    problems,
    steps: world.scheduler.steps(),
    messages: world.ground.all().length,
    injected: world.faults.injected,
  };
}
