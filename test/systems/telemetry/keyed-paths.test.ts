import { handle } from "hono/aws-lambda";
import { expect, test } from "vitest";
import { openStation } from "./station.ts";

/** A request as an HTTP API hands it on: the path decoded, after it was matched with the route. */
const event = (method: string, routeKey: string, rawPath: string, key: string) => ({
  version: "2.0",
  routeKey,
  rawPath,
  rawQueryString: "",
  headers: { host: "127.0.0.1", "content-type": "application/json", "x-device-key": key },
  requestContext: { routeKey, domainName: "api.example", http: { method, path: rawPath } },
  isBase64Encoded: false,
  body:
    method === "GET" ? null : JSON.stringify({ readings: [{ metric: "t", at: "2026-01-01T00:00:00.000Z", value: 1 }] }),
});

async function openLambda() {
  const station = openStation();
  const key = await station.register("d-1");
  await station.register("victim");
  const lambda = handle(station.app);
  const ask = async (method: string, routeKey: string, path: string) => {
    const { statusCode } = await lambda(event(method, routeKey, path, key) as unknown as Parameters<typeof lambda>[0]);
    return statusCode;
  };
  return { ...station, ask };
}

const OUTCOME = "POST /devices/{deviceId}/commands/{commandId}/outcome";

test.each([
  ["POST", OUTCOME, "/devices/d-1/commands/..\\..\\..\\devices\\victim\\key#/outcome"],
  ["POST", OUTCOME, "/devices/d-1/commands/..\\..\\..\\devices\\victim\\reboot#/outcome"],
  ["POST", OUTCOME, "/devices/d-1/commands/..\\..\\..\\rollouts#/outcome"],
  ["POST", OUTCOME, "/devices/d-1/commands/../../../devices/victim/key?/outcome"],
  ["POST", "POST /devices/{deviceId}/readings", "/devices/victim/reboot?/readings"],
  ["GET", "GET /devices/{deviceId}/commands", "/devices/victim#/commands"],
])("a key lets nobody through %s %s to another route by the path %s", async (method, routeKey, path) => {
  const { ask, world } = await openLambda();
  const before = JSON.stringify(world.world.ground.all());
  expect(await ask(method, routeKey, path)).toBe(404);
  expect(JSON.stringify(world.world.ground.all())).toBe(before);
});

test("what was matched with its own route is answered", async () => {
  const { ask } = await openLambda();
  expect(await ask("POST", "POST /devices/{deviceId}/readings", "/devices/d-1/readings")).toBe(202);
  expect(await ask("GET", "GET /devices/{deviceId}/commands", "/devices/d-1/commands")).toBe(200);
  expect(await ask("GET", "$default", "/devices/victim")).toBe(200);
});

test.each(["a/b", "50%", "a?b", "a#b", "a\\b", ".", ".."])("no device is called %s", async (deviceId) => {
  const about = { deviceId, fleetId: "north", model: "thermo", firmware: "1.0.0" };
  const { status, body } = await openStation().call("POST", "/devices", about);
  expect([status, body["errors"]]).toEqual([
    400,
    [{ field: "deviceId", reason: "has one of / \\ % ? #, or is dots alone" }],
  ]);
});
