import { expect, test } from "vitest";
import { eachSeed, simulate } from "../../../functions/runtime/testing/index.ts";
import { RegisterDevice } from "../../../functions/telemetry/contracts.ts";
import { reports } from "../../../functions/telemetry/domain/intake.ts";
import { loadedSystem } from "../loaded.ts";
import { registration } from "./samples.ts";

const loaded = loadedSystem("telemetry");
const MINUTE = 60_000;
const silentAfter = 10 * MINUTE;

type Simulated = ReturnType<typeof simulate>;

/** Nobody receives from a queue from one time to another, epoch milliseconds. */
function hold({ world: { cloud, scheduler } }: Simulated, consumer: string, from: number, to: number): void {
  const queue = cloud.queues.get(consumer)!;
  const { receive, nextVisible } = queue;
  const isHeld = (at: number) => at >= from && at < to;
  queue.receive = (...asked) => (isHeld(scheduler.now()) ? [] : receive(...asked));
  queue.nextVisible = () => {
    const next = nextVisible();
    return next !== undefined && isHeld(next) ? to : next;
  };
}

/** A device that reports every four minutes until it falls silent, epoch milliseconds. */
async function live({ send, world: { scheduler } }: Simulated, deviceId: string, until: number): Promise<void> {
  const process = { name: deviceId, alive: true };
  while (scheduler.now() < until) {
    const reading = { metric: "t", at: new Date(scheduler.now()).toISOString(), value: 1 };
    for (const command of reports(deviceId, "north", [reading])) send(command);
    await scheduler.sleep(process, 4 * MINUTE);
  }
}

/** Three devices, one of which falls silent before the queue of a consumer is held up for an hour and a half, and one meanwhile. */
async function run(consumer: string, { seed = 1, faults = 0 } = {}) {
  const world = simulate(loaded, { seed, faults, needs: () => ({ email: async () => {}, recipients: [] }) });
  const { scheduler } = world.world;
  const begin = scheduler.now();
  const minute = (count: number) => begin + count * MINUTE;
  hold(world, consumer, minute(33), minute(123));
  for (const [deviceId, until] of Object.entries({ well: 240, dead: 30, dying: 38 })) {
    world.send(new RegisterDevice({ ...registration, deviceId, silentAfter }));
    void live(world, deviceId, minute(until));
  }
  await world.settle();
  await world.finish();
  expect(await world.deadLetters()).toEqual([]);
  /** From which minutes on it was told to be silent; clocks are some seconds off. */
  return (deviceId: string) =>
    world
      .facts("telemetry/watch", deviceId)
      .filter(({ type }) => type === "DeviceSilenceDetected")
      .map(({ data }) => Math.round((Date.parse((data as { since: string }).since) - begin) / MINUTE));
}

test.each([
  ["readings", 123],
  ["watching", 36],
  ["watch", 36],
])("while %s is held up, a device that reports is not silent, and one that does not is", async (queue, heard) => {
  const silences = await run(`telemetry/${queue}`);
  expect([silences("well"), silences("dead"), silences("dying")]).toEqual([[236], [28], [heard]]);
});

test("so it is whatever fails besides, and no device is left unwatched", () =>
  eachSeed(9, async (seed) => {
    const queue = ["readings", "watching", "watch"][seed % 3];
    const silences = await run(`telemetry/${queue}`, { seed, faults: 0.02 });
    const [well, dead, dying] = [silences("well"), silences("dead"), silences("dying")];
    expect([well.length, dead.length, dying.length]).toEqual([1, 1, 1]);
    expect(well[0]).toBeGreaterThanOrEqual(236);
  }));
