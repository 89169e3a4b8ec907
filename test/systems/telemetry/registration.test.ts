import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { given } from "../../../functions/runtime/testing/index.ts";
import { DeviceRegistered, RegisterDevice } from "../../../functions/telemetry/contracts.ts";
import registerDevice from "../../../functions/telemetry/register-device.ts";
import { registration } from "./samples.ts";
import { openStation } from "./station.ts";

const device = { deviceId: "d-1", fleetId: "north", model: "thermo", firmware: "1.0.0" };
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("a device is registered", () => {
  test("once, and the same again changes nothing", async () => {
    const facts = [new DeviceRegistered(registration)];
    await given(registerDevice).when(new RegisterDevice(registration)).then(new DeviceRegistered(registration));
    await given(registerDevice, facts).when(new RegisterDevice(registration)).thenNothing();
  });
  test("not with other data, another key among it", async () => {
    const facts = [new DeviceRegistered(registration)];
    for (const other of [{ fleetId: "south" }, { keyHash: "b".repeat(64) }])
      await given(registerDevice, facts)
        .when(new RegisterDevice({ ...registration, ...other }))
        .thenRejected("device-exists");
  });
});

describe("a device's key", () => {
  test("is answered once, and only its hash is kept", async () => {
    const { call, settle, world } = openStation();
    const { body, headers } = await call("POST", "/devices", device);
    await settle();
    const key = String(body["deviceKey"]);
    expect(Buffer.from(key, "base64url")).toHaveLength(32);
    expect(body["keyHash"]).toBe(sha256(key));
    expect(headers.get("cache-control")).toBe("no-store");
    const everything = JSON.stringify([
      world.world.ground.all(),
      world.world.log,
      await world.row("telemetry/devices", "d-1"),
    ]);
    expect(everything).toContain(sha256(key));
    expect(everything).not.toContain(key);
    const read = await call("GET", "/devices/d-1");
    expect(read.body).toMatchObject({ deviceId: "d-1", fleetId: "north", lateness: 86_400_000 });
    expect(read.body).not.toHaveProperty("keyHash");
  });
  test("is not told again to a retry under the same Idempotency-Key, however late", async () => {
    const { call, settle } = openStation();
    const headers = { "idempotency-key": "k" };
    const first = await call("POST", "/devices", device, headers);
    await settle();
    const again = await call("POST", "/devices", device, headers);
    expect(again.body["keyHash"]).toBe(first.body["keyHash"]);
    expect(again.body).not.toHaveProperty("deviceKey");
  });
  test("may be the caller's own, told by its hash, so that a registration can be repeated", async () => {
    const { call, settle, report, minutesAgo } = openStation();
    const own = { ...device, keyHash: sha256("my own key") };
    expect((await call("POST", "/devices", own)).body).not.toHaveProperty("deviceKey");
    await settle();
    expect((await call("POST", "/devices", own)).status).toBe(202);
    const { status } = await report("d-1", "my own key", [{ metric: "t", at: minutesAgo(1), value: 1 }]);
    expect(status).toBe(202);
  });
});

test("an id that is taken is told at once", async () => {
  const { call, register } = openStation();
  await register("d-1");
  const { status, body } = await call("POST", "/devices", { ...device, fleetId: "south" });
  expect([status, body["type"]]).toEqual([409, "urn:bugle:problem:device-exists"]);
});

test("a silence that no clock could tell is refused", async () => {
  const { call } = openStation();
  for (const [silentAfter, status] of [
    [59_999, 400],
    [60_000, 202],
  ])
    expect((await call("POST", "/devices", { ...device, silentAfter })).status).toBe(status);
});

test("labels are bounded, since every alert carries them", async () => {
  const { call } = openStation();
  const labels = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`label-${i}`, "x".repeat(200)]));
  const { status, body } = await call("POST", "/devices", { ...device, labels });
  expect([status, body["errors"]]).toEqual([400, [{ field: "labels", reason: "has more than 2000 bytes" }]]);
});

test("two rules for one metric are refused, and rules that no value can satisfy", async () => {
  const { call } = openStation();
  for (const rules of [
    [
      { metric: "t", high: 1 },
      { metric: "t", low: 0 },
    ],
    [{ metric: "t", low: 4, high: 5, hysteresis: 1 }],
  ])
    expect((await call("POST", "/devices", { ...device, rules })).status).toBe(400);
});
