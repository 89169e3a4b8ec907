import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "../local/ask.ts";
import { batchOf } from "./batch.ts";

/** What `npm start -- telemetry` takes in, engine, handlers and HTTP API on one machine. */
export interface EngineSpeed {
  readonly devices: number;
  readonly readings: number;
  /** From the first batch's sending until the rollups hold every reading. */
  readonly perSecond: number;
}

interface Device {
  readonly deviceId: string;
  readonly deviceKey: string;
}

const FLEET = "bench";
const BATCH = 100;
const HOUR = 3_600_000;
const TEN_MINUTES = 600_000;

async function register(url: string, deviceId: string): Promise<Device> {
  const body = { deviceId, fleetId: FLEET, model: "thermo", firmware: "1.0.0" };
  const { deviceKey, token } = await ask<{ deviceKey: string; token: string }>(url, "POST", "/devices", { body });
  await ask(url, "GET", `/devices/${deviceId}?after=${token}`);
  return { deviceId, deviceKey };
}

function report(url: string, { deviceId, deviceKey }: Device, from: number): Promise<unknown> {
  const body = { readings: batchOf({ seed: 0, from, over: TEN_MINUTES, size: BATCH }) };
  return ask(url, "POST", `/devices/${deviceId}/readings`, { body, headers: { "x-device-key": deviceKey } });
}

async function heldBy(url: string, from: number, hours: number): Promise<number> {
  const span = `from=${new Date(from).toISOString()}&to=${new Date(from + hours * HOUR).toISOString()}`;
  const path = `/fleets/${FLEET}/metrics?metric=temperature&interval=hour&${span}`;
  const { points } = await ask<{ points: readonly { readonly count: number }[] }>(url, "GET", path);
  return points.reduce((sum, { count }) => sum + count, 0);
}

/** Has devices report `batches` batches of a hundred readings each, all at once, the last of them an hour ago or so. */
export async function speedOnEngine(url: string, devices: number, batches: number): Promise<EngineSpeed> {
  const ids = Array.from({ length: devices }, (_, i) => `device-${i}`);
  const registered = await Promise.all(ids.map((deviceId) => register(url, deviceId)));
  const hours = Math.ceil((batches * TEN_MINUTES) / HOUR);
  const from = Math.floor(Date.now() / HOUR) * HOUR - hours * HOUR;
  const readings = devices * batches * BATCH;
  const since = performance.now();
  const sent = registered.flatMap((device) =>
    Array.from({ length: batches }, (_, batch) => report(url, device, from + batch * TEN_MINUTES)),
  );
  await Promise.all(sent);
  while ((await heldBy(url, from, hours)) < readings) await sleep(100);
  const perSecond = Math.round((readings * 1_000) / (performance.now() - since));
  return { devices, readings, perSecond };
}
