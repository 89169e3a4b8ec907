import { memoryKeys } from "../../../functions/runtime/memory/keys.ts";
import { routesOf } from "../../../functions/runtime/routes.ts";
import { simulate } from "../../../functions/runtime/testing/index.ts";
import telemetryApi from "../../../functions/telemetry/api/index.ts";
import { openFace } from "../face.ts";
import { loadedSystem } from "../loaded.ts";
import { register } from "./registering.ts";

const loaded = loadedSystem("telemetry");
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
  const clock = { now: scheduler.now, skew: () => 0, random: () => 0, sleep: settle };
  const ports = { ...ground, clock, log: () => undefined, keys: memoryKeys(scheduler.now), roads: cloud.roads };
  const face = openFace({ system: "telemetry", api: telemetryApi, routes, ports });
  const report = (deviceId: string, key: string, readings: readonly unknown[], headers: Record<string, string> = {}) =>
    face.ask(
      "POST",
      `/devices/${encodeURIComponent(deviceId)}/readings`,
      { readings },
      { "x-device-key": key, ...headers },
    );
  const minutesAgo = (minutes: number) => new Date(scheduler.now() - minutes * 60_000).toISOString();
  return {
    world,
    app: face.app,
    call: face.ask,
    register: (deviceId: string, more: object = {}) => register(face, deviceId, more),
    ...{ report, settle, minutesAgo, letters, now: scheduler.now },
  };
}
