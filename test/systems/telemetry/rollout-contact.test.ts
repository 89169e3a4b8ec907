import { expect, test } from "vitest";
import { openContact } from "./contact.ts";
import { hash, v1, v2 } from "./mail-samples.ts";

const plan = { fleetId: "north", model: "thermo", from: v1, to: v2 };
const done = { status: "done", sha256: hash.new };

/** Three devices of the fleet, and one of another. */
async function openFleet() {
  const station = openContact();
  const devices = [await station.device("d-1"), await station.device("d-2"), await station.device("d-3")];
  await station.device("d-4", { fleetId: "south" });
  const { body } = await station.settle("POST", "/rollouts", plan);
  const path = `/rollouts/${body["rolloutId"]}`;
  const read = async () => (await station.call("GET", path)).body;
  /** Every device that finds an install does it. */
  const obey = async (outcome: object) => {
    await station.advance(6_000);
    for (const { contact, says } of devices) for (const { id } of await contact()) await says(id, outcome);
    await station.advance(6_000);
  };
  return { ...station, path, read, obey };
}

test("a rollout goes through its stages and tells its progress", async () => {
  const { read, obey } = await openFleet();
  expect(await read()).toMatchObject({ status: "running", stage: 1, devices: 3, installed: 0, from: "1.0.0" });
  await obey(done);
  expect(await read()).toMatchObject({ stage: 3, asked: 3, installed: 1 });
  await obey(done);
  expect(await read()).toMatchObject({ status: "completed", stage: 3, asked: 3, installed: 3, failed: 0 });
});

test("an unhealthy one is paused with its reason, goes on when resumed, and is rolled back when asked", async () => {
  const { settle, advance, path, read, obey } = await openFleet();
  await obey({ status: "failed", code: "flash", reason: "no space" });
  expect(await read()).toMatchObject({ status: "paused", reason: "stage 1: 1 of 1 installs failed", failed: 1 });
  expect((await settle("POST", `${path}/resume`)).body).toMatchObject({ status: "running", reason: "" });
  await obey(done);
  expect(await read()).toMatchObject({ status: "completed", installed: 2, failed: 1 });
  await settle("POST", `${path}/rollback`, { reason: "it drains batteries" });
  await obey({ status: "done", sha256: hash.old });
  await advance(6_000);
  expect(await read()).toMatchObject({ status: "rolled-back", reason: "it drains batteries", returned: 2 });
});

test("a paused rollout asks nobody, and one that is over cannot be paused", async () => {
  const { settle, path, read, obey } = await openFleet();
  await settle("POST", `${path}/pause`, { reason: "holidays" });
  await obey(done);
  expect(await read()).toMatchObject({ status: "paused", reason: "holidays", asked: 1, installed: 1 });
  await settle("POST", `${path}/resume`);
  await obey(done);
  await obey(done);
  expect(await read()).toMatchObject({ status: "completed" });
  const late = await settle("POST", `${path}/pause`, { reason: "late" });
  expect([late.status, late.body["code"]]).toEqual([409, "rollout-over"]);
});

test("a rollout to nobody, or back to itself, is refused", async () => {
  const { call } = openContact();
  const type = async (more: object) => (await call("POST", "/rollouts", { ...plan, ...more })).body["type"];
  expect(await type({ model: "hygro" })).toBe("urn:bugle:problem:no-devices");
  expect(await type({ from: v2 })).toBe("urn:bugle:problem:same-version");
});
