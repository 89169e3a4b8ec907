import { expect, test } from "vitest";
import { LIMITS } from "../../../functions/runtime/delivery/limits.ts";
import { MAX_MESSAGE_BYTES } from "../../../functions/runtime/envelope.ts";
import { StartFirmwareRollout } from "../../../functions/telemetry/contracts.ts";
import rollout from "../../../functions/telemetry/firmware-rollout.saga.ts";
import { rolloutId, start, started } from "./rollout-samples.ts";

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const at = { key: rolloutId, time: "2026-01-01T12:00:00.000Z" };
const ids = (count: number, length: number) => Array.from({ length: count }, (_, i) => String(i).padStart(length, "0"));
const longest = { version: "9".repeat(40), sha256: "f".repeat(64), url: `https://example.org/${"x".repeat(480)}` };

/** The longest devices, addresses and versions that a rollout of so many can have. */
function largest(count: number, length: number) {
  const { data } = started(ids(count, length));
  return { ...data, model: "m".repeat(60), to: longest, from: { ...longest, version: "8".repeat(40) } };
}

test.each([
  [5_000, 36],
  [1_900, 100],
])("a rollout to %i devices with ids of %i characters fits into messages and commits", (count, length) => {
  const data = largest(count, length);
  expect(bytesOf(data)).toBeLessThan(MAX_MESSAGE_BYTES - 10_000);
  const step = rollout.steps.on["FirmwareRolloutStarted"]!(rollout.initial, data, at);
  const whole = { ...(step?.state as object), stage: 3 };
  const turn = rollout.steps.timeout["turn"]!(whole, undefined, at);
  const send = turn?.send as readonly { data: unknown }[];
  expect(send).toHaveLength(100);
  expect(bytesOf(send.map((each) => each.data)) + bytesOf(data)).toBeLessThan(LIMITS.commitBytes);
});

test("more devices than that are refused by the contract", () => {
  const { data } = start(ids(1, 36));
  const wide = ids(2_000, 4).map((id) => `${"€".repeat(32)}${id}`);
  for (const devices of [ids(5_001, 36), ids(2_000, 100), wide])
    expect(() => new StartFirmwareRollout({ ...data, devices })).toThrow("devices: ");
});
