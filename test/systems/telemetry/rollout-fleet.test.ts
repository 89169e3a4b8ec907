import { expect, test } from "vitest";
import { eachSeed } from "../../../functions/runtime/testing/index.ts";
import { RollBackFirmware, StartFirmwareRollout } from "../../../functions/telemetry/contracts.ts";
import type { RolloutRow } from "../../../functions/telemetry/rollouts.projection.ts";
import { chance } from "../commerce/chance.ts";
import { v3 } from "./mail-samples.ts";
import { rolloutId, start } from "./rollout-samples.ts";
import { type Mood, simulatedFleet } from "./simulated-fleet.ts";

const SEEDS = 24;
const FAULTS = [0, 0.005, 0.02];

function moodsOf(seed: number): Mood[] {
  const random = chance(seed);
  const bad: Mood[] = seed % 2 === 0 ? ["twice"] : ["twice", "fails", "silent", "late"];
  return Array.from({ length: 6 + (seed % 20) }, () =>
    random() < 0.7 ? "good" : (bad[Math.floor(random() * bad.length)] as Mood),
  );
}

type Fleet = ReturnType<typeof simulatedFleet>;

/** An install is under way from its request to its end: never two at once, by the facts of each mailbox. */
function assertOneAtATime({ world, devices, doubles }: Fleet): void {
  expect(doubles).toEqual([]);
  for (const { deviceId } of devices) {
    const pending = new Set<string>();
    for (const { type, data } of world.facts("telemetry/mailbox", deviceId)) {
      const { commandId } = data as { commandId: string };
      if (type === "FirmwareRequested") pending.add(commandId);
      else if (type !== "RolloutInstallFinished") pending.delete(commandId);
      expect(pending.size).toBeLessThanOrEqual(1);
    }
    expect([...pending]).toEqual([]);
  }
}

const statusOf = async ({ world }: Fleet, id = rolloutId) => (await world.row("telemetry/rollouts", id)) as RolloutRow;

/** One rollout from its start until nothing can happen any more. */
async function roll(seed: number, onUnhealthy: "pause" | "roll-back") {
  const fleet = simulatedFleet({ seed, faults: FAULTS[seed % 3] ?? 0, moods: moodsOf(seed) });
  await fleet.register();
  fleet.begin();
  fleet.world.send(
    start(
      fleet.devices.map(({ deviceId }) => deviceId),
      onUnhealthy,
    ),
  );
  await fleet.world.finish();
  expect(await fleet.world.deadLetters()).toEqual([]);
  assertOneAtATime(fleet);
  return fleet;
}

test("a rollout completes, or is paused with a reason", { timeout: 240_000 }, async () => {
  const ends = new Map<string, number>();
  await eachSeed(SEEDS, async (seed) => {
    const fleet = await roll(seed, "pause");
    const { status, reason } = await statusOf(fleet);
    ends.set(status, (ends.get(status) ?? 0) + 1);
    if (status === "paused") expect(reason).toMatch(/^stage [123]: \d+ of \d+ /);
    else expect(status).toBe("completed");
    if (status === "completed")
      expect(fleet.devices.filter(({ version }) => version !== "2.0.0").length).toBeLessThanOrEqual(
        Math.floor(fleet.devices.length / 20),
      );
  });
  expect([...ends.keys()].sort()).toEqual(["completed", "paused"]);
});

test("a rollback returns every device that can be reached, the late ones too", { timeout: 240_000 }, async () => {
  const ends = new Set<string>();
  await eachSeed(SEEDS, async (seed) => {
    const fleet = await roll(seed, "roll-back");
    const { status } = await statusOf(fleet);
    ends.add(status);
    expect(["completed", "rolled-back"]).toContain(status);
    if (status === "completed") return;
    for (const { mood, version } of fleet.devices)
      if (mood !== "silent") expect([mood, version]).toEqual([mood, "1.0.0"]);
  });
  expect([...ends].sort()).toEqual(["completed", "rolled-back"]);
});

test("a completed rollout that is rolled back by hand returns every device", async () => {
  await eachSeed(10, async (seed) => {
    const moods = moodsOf(2 * seed);
    const fleet = simulatedFleet({ seed, faults: FAULTS[seed % 3] ?? 0, moods, days: 12 });
    await fleet.register();
    fleet.begin();
    fleet.world.send(start(fleet.devices.map(({ deviceId }) => deviceId)));
    const process = { name: "operator", alive: true };
    void fleet.world.world.scheduler.sleep(process, 6 * 86_400_000).then(() => {
      fleet.world.send(new RollBackFirmware({ rolloutId, reason: "it drains batteries" }));
    });
    await fleet.world.finish();
    assertOneAtATime(fleet);
    expect(await statusOf(fleet)).toMatchObject({ status: "rolled-back", reason: "it drains batteries" });
    expect(fleet.devices.map(({ version }) => version)).toEqual(moods.map(() => "1.0.0"));
  });
});

test("two rollouts on the same devices never meet on one of them, and each ends or is paused", async () => {
  await eachSeed(10, async (seed) => {
    const fleet = simulatedFleet({ seed, faults: FAULTS[seed % 3] ?? 0, moods: moodsOf(seed) });
    await fleet.register();
    fleet.begin();
    const { data } = start(fleet.devices.map(({ deviceId }) => deviceId));
    fleet.world.send(new StartFirmwareRollout(data));
    fleet.world.send(new StartFirmwareRollout({ ...data, rolloutId: "r-2", to: v3 }));
    await fleet.world.finish();
    assertOneAtATime(fleet);
    for (const id of [rolloutId, "r-2"]) expect(["completed", "paused"]).toContain((await statusOf(fleet, id)).status);
  });
});
