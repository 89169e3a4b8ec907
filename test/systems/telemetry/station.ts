import { serveSystem } from "../../../functions/runtime/edge/serve.ts";
import { memoryKeys } from "../../../functions/runtime/memory/keys.ts";
import { routesOf } from "../../../functions/runtime/routes.ts";
import { simulate } from "../../../functions/runtime/testing/index.ts";
import telemetryApi from "../../../functions/telemetry/api/index.ts";
import { telemetry } from "./loaded.ts";

const loaded = telemetry();
const routes = routesOf(loaded.manifest);

interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The whole system behind its HTTP face, in memory; `settle` lets happen whatever will, timers too. */
export function openStation({ seed = 1, recipients = ["first@example.org", "boss@example.org"] } = {}) {
  const letters: Letter[] = [];
  const email = async (letter: Letter) => void letters.push(letter);
  const world = simulate(loaded, { seed, faults: 0, needs: () => ({ email, recipients }) });
  const { scheduler, ground, cloud, settle } = world.world;
  const clock = {
    now: scheduler.now,
    skew: () => 0,
    random: () => 0,
    sleep: settle,
  };
  let serial = 0;
  const app = serveSystem({
    system: "telemetry",
    api: telemetryApi,
    routes,
    local: true,
    uuid: () => `id-${++serial}`,
    report: (_, error) => {
      throw error;
    },
    ports: { ...ground, clock, log: () => undefined, keys: memoryKeys(scheduler.now), roads: cloud.roads },
  });
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const raw = body instanceof Uint8Array ? body : JSON.stringify(body);
    const response = await app.request(path, {
      method,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: raw as string }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
  };
  /** Registers a device and answers its key, once it is in the read model. */
  const register = async (deviceId: string, more: object = {}) => {
    const { status, body } = await call("POST", "/devices", {
      deviceId,
      fleetId: "north",
      model: "thermo",
      firmware: "1.0.0",
      ...more,
    });
    if (status !== 202) throw new Error(`POST /devices answered ${status}: ${JSON.stringify(body)}`);
    await call("GET", `/devices/${encodeURIComponent(deviceId)}?after=${String(body["token"])}`);
    return String(body["deviceKey"]);
  };
  const report = (deviceId: string, key: string, readings: readonly unknown[], headers: Record<string, string> = {}) =>
    call(
      "POST",
      `/devices/${encodeURIComponent(deviceId)}/readings`,
      { readings },
      { "x-device-key": key, ...headers },
    );
  const minutesAgo = (minutes: number) => new Date(scheduler.now() - minutes * 60_000).toISOString();
  return { world, call, register, report, settle, minutesAgo, letters, now: scheduler.now };
}
