import { expect, test } from "vitest";
import { eachSeed } from "../../../functions/runtime/testing/index.ts";
import { ConfigureDevice, RebootDevice } from "../../../functions/telemetry/contracts.ts";
import { chance } from "../commerce/chance.ts";
import { type Mood, simulatedFleet } from "./simulated-fleet.ts";

const MOODS: readonly Mood[] = ["good", "twice", "late", "silent"];
const FAULTS = [0, 0.01, 0.03];
const MINUTE = 60_000;
const ENDS = ["DeviceRebooted", "RebootFailed", "DeviceCommandExpired"];

type Fleet = ReturnType<typeof simulatedFleet>;

/** Operators who change their minds: the last wish for each device, and the reboots asked of it. */
function operate(fleet: Fleet, seed: number) {
  const random = chance(seed);
  const process = { name: "operator", alive: true };
  const wishes = new Map<string, number>();
  const { world, devices } = fleet;
  void (async () => {
    for (let turn = 1; turn <= 4 * devices.length; turn++) {
      await world.world.scheduler.sleep(process, random() * 90 * MINUTE);
      const { deviceId } = devices[Math.floor(random() * devices.length)]!;
      if (random() < 0.5) world.send(new RebootDevice({ deviceId, commandId: `c-${turn}`, expiresAfter: 60 * MINUTE }));
      else {
        wishes.set(deviceId, turn);
        world.send(new ConfigureDevice({ deviceId, settings: { interval: turn } }));
      }
      // A wish that overtakes another would be the last one by right.
      await world.world.scheduler.sleep(process, 5 * MINUTE);
    }
  })();
  return wishes;
}

/** Each reboot that was taken on has ended once; answers how they ended. */
function assertEachEndedOnce({ world }: Fleet, deviceId: string): string[] {
  const facts = world.facts("telemetry/mailbox", deviceId);
  const ends = facts.filter(({ type }) => ENDS.includes(type));
  const ids = (some: typeof facts) => some.map(({ data }) => (data as { commandId: string }).commandId).sort();
  expect(ids(ends)).toEqual(ids(facts.filter(({ type }) => type === "RebootRequested")));
  return ends.map(({ type }) => type);
}

test("each command ends once, and each device that calls has the configuration last desired", {
  timeout: 120_000,
}, async () => {
  const seen = new Set<string>();
  await eachSeed(24, async (seed) => {
    const moods = Array.from({ length: 3 + (seed % 4) }, (_, i) => MOODS[(seed + i) % MOODS.length] as Mood);
    const fleet = simulatedFleet({ seed, faults: FAULTS[seed % 3] ?? 0, moods });
    await fleet.register();
    fleet.begin();
    const wishes = operate(fleet, seed);
    await fleet.world.finish();
    expect(await fleet.world.deadLetters()).toEqual([]);
    for (const device of fleet.devices) {
      const wish = wishes.get(device.deviceId);
      if (device.mood !== "silent") expect(device.settings).toEqual(wish === undefined ? {} : { interval: wish });
      for (const type of assertEachEndedOnce(fleet, device.deviceId)) seen.add(type);
    }
  });
  expect([...seen].sort()).toEqual(["DeviceCommandExpired", "DeviceRebooted"]);
});
