import telemetryApi from "../../../functions/telemetry/api/index.ts";
import { openStages, type Stage } from "../stages/cloud.ts";
import { batchOf } from "./batch.ts";

const HOUR = 3_600_000;

export interface Load {
  readonly devices: number;
  /** Readings of each device, one batch. */
  readonly batch: number;
  /** Milliseconds that a batch spreads over, at most an hour. */
  readonly over: number;
  /** Batches before those that are counted, so that rows and streams are as full as they are on average. */
  readonly before?: number;
}

/** Registers devices of one fleet and reports, then answers what the last batch of each asked of AWS. */
export async function countReadings({ devices, batch, over, before = 0 }: Load): Promise<ReadonlyMap<string, Stage>> {
  const cloud = openStages("telemetry", telemetryApi);
  const hour = Math.floor(Date.now() / HOUR) * HOUR - HOUR;
  const keys: string[] = [];
  const ids = Array.from({ length: devices }, (_, i) => `device-${i}`);
  for (const deviceId of ids) {
    const device = { deviceId, fleetId: "north", model: "thermo", firmware: "1.0.0" };
    keys.push(String((await cloud.request("/devices", device))["deviceKey"]));
  }
  await cloud.settle();
  for (let round = 0; round <= before; round++) {
    cloud.take();
    for (const [i, deviceId] of ids.entries()) {
      const readings = batchOf({ seed: i * 7, from: hour + round * over, over, size: batch });
      await cloud.request(`/devices/${deviceId}/readings`, { readings }, { "x-device-key": keys[i] ?? "" });
    }
    await cloud.settle();
  }
  return cloud.take();
}
