import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { apiRoutes, keyedRoutes, overlap } from "../../../functions/runtime/api-routes.ts";
import { letsIn } from "../../../functions/runtime/gate.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import api from "../../../functions/telemetry/api/index.ts";
import keys from "../../../functions/telemetry/caller-keys.ts";
import {
  DeviceKeyReplaced,
  DeviceRegistered,
  RegisterDevice,
  ReplaceDeviceKey,
} from "../../../functions/telemetry/contracts.ts";
import registerDevice from "../../../functions/telemetry/register-device.ts";
import replaceDeviceKey from "../../../functions/telemetry/replace-device-key.ts";
import { registration } from "./samples.ts";
import { openStation } from "./station.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const [first, second] = ["a".repeat(64), "b".repeat(64)];
const replaced = new DeviceKeyReplaced({ deviceId: "d-1", keyHash: second });

describe("a device's key is replaced", () => {
  test("by a fact, and the same again changes nothing", async () => {
    const command = new ReplaceDeviceKey({ deviceId: "d-1", keyHash: second });
    const facts = [new DeviceRegistered(registration)];
    await given(replaceDeviceKey, facts).when(command).then(replaced);
    await given(replaceDeviceKey, [...facts, replaced])
      .when(command)
      .thenNothing();
  });
  test("only of a device that is registered", async () => {
    const command = new ReplaceDeviceKey({ deviceId: "d-1", keyHash: second });
    await given(replaceDeviceKey).when(command).thenRejected("device-unknown");
  });
  test("so that a registration under the old key is another one", async () => {
    const facts = [new DeviceRegistered(registration), replaced];
    const again = (keyHash: string) => new RegisterDevice({ ...registration, keyHash });
    await given(registerDevice, facts).when(again(first)).thenRejected("device-exists");
    await given(registerDevice, facts).when(again(second)).thenNothing();
  });
});

/** A station with a device, and whether its key opens each door: the gate on AWS, and the handler. */
async function openDevice() {
  const station = openStation();
  const { call, settle, register, report, minutesAgo, world } = station;
  const old = await register("d-1");
  const gate = { system: "telemetry", keys, routes: keyedRoutes({ routes: apiRoutes(api) }) };
  const routed = (path: string) => {
    const one = gate.routes.find((route) => route.method === "POST" && overlap(route, { method: "POST", path }));
    return one ? `POST ${one.path}` : "$default";
  };
  const opens = async (key: string, path = "/devices/d-1/readings") => {
    const headers = { "x-device-key": key };
    const { status } = await report("d-1", key, [{ metric: "t", at: minutesAgo(1), value: 1 }]);
    return [
      await letsIn(gate, world.world.ground.models, { method: "POST", routeKey: routed(path), path, headers }),
      status,
    ];
  };
  const replace = async (body: object = {}, headers: Record<string, string> = {}) => {
    const answer = await call("POST", "/devices/d-1/key", body, headers);
    await settle();
    return answer;
  };
  return { ...station, old, opens, replace };
}

describe("after a replacement", () => {
  test("the new key is answered once, and only its hash is kept", async () => {
    const { replace, world } = await openDevice();
    const { status, body, headers } = await replace();
    const key = String(body["deviceKey"]);
    expect([status, headers.get("cache-control"), headers.get("location")]).toEqual([202, "no-store", "/devices/d-1"]);
    expect(Buffer.from(key, "base64url")).toHaveLength(32);
    expect(body["keyHash"]).toBe(sha256(key));
    const everything = JSON.stringify([world.world.ground.all(), world.world.log]);
    expect(everything).toContain(sha256(key));
    expect(everything).not.toContain(key);
  });
  test("the new key opens both doors and the old one neither; everything else stays as it was", async () => {
    const { old, opens, replace, world } = await openDevice();
    expect(await opens(old)).toEqual([true, 202]);
    const before = await world.row("telemetry/devices", "d-1");
    const key = String((await replace()).body["deviceKey"]);
    expect(await opens(key)).toEqual([true, 202]);
    expect(await opens(old)).toEqual([false, 401]);
    expect(await world.row("telemetry/devices", "d-1")).toEqual({ ...(before as object), keyHash: sha256(key) });
  });
  test("a retry under the same Idempotency-Key makes no other key and is not told it", async () => {
    const { opens, replace } = await openDevice();
    const headers = { "idempotency-key": "k" };
    const key = String((await replace({}, headers)).body["deviceKey"]);
    const again = await replace({}, headers);
    expect([again.status, again.body["keyHash"]]).toEqual([202, sha256(key)]);
    expect(again.body).not.toHaveProperty("deviceKey");
    expect(await opens(key)).toEqual([true, 202]);
  });
  test("the key may be the caller's own, told by its hash", async () => {
    const { opens, replace } = await openDevice();
    const { body } = await replace({ keyHash: sha256("my own key") });
    expect(body).not.toHaveProperty("deviceKey");
    expect(await opens("my own key")).toEqual([true, 202]);
  });
});

test("a device that nobody knows has no key to be replaced", async () => {
  const { status, body } = await openStation().call("POST", "/devices/d-9/key", {});
  expect([status, body["type"]]).toEqual([404, "urn:bugle:problem:device-unknown"]);
});

test("the gate lets a device in by its own paths alone, and nobody by the operators'", async () => {
  const { old, opens, register } = await openDevice();
  await register("d-2");
  const through = async (path: string) => (await opens(old, path))[0];
  expect(await through("/devices/d-1/commands/c-1/outcome")).toBe(true);
  expect(await through("/devices/d%2D1/configuration")).toBe(true);
  for (const path of [
    "/devices/d-2/readings",
    "/devices/d-9/readings",
    "/devices/d-1/key",
    "/devices",
    "/devices/d-1/readings/",
  ])
    expect([path, await through(path)]).toEqual([path, false]);
});
