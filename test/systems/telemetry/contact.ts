import { pathOf } from "../../../functions/runtime/things.ts";
import telemetryApi from "../../../functions/telemetry/api/index.ts";
import things from "../../../functions/telemetry/things.ts";
import { openSystem } from "../at-work.ts";
import { mailConsumers } from "./mail-samples.ts";
import { register } from "./registering.ts";

/** Devices, their mailboxes and rollouts at work; reads of read models are counted. */
export function openContact() {
  let reads = 0;
  const { rest, ...system } = openSystem("telemetry", telemetryApi, {
    consumers: [...mailConsumers, "devices", "readings"],
    seen: (models) => ({
      ...models,
      read: (model, key) => {
        reads += 1;
        return models.read(model, key);
      },
    }),
  });
  const { app, ask, settle, waits, now } = system;
  /** A registered device, and how it calls. */
  const device = async (deviceId: string, more: object = {}) => {
    const key = { "x-device-key": await register(system, deviceId, more) };
    await rest();
    const path = `/devices/${deviceId}`;
    return {
      contact: async (wait = 0) => {
        const { body } = await ask("GET", `${path}/commands?wait=${wait}`, undefined, key);
        return (body as { commands: { id: string; type: string; data: object; expiresAt?: string }[] }).commands;
      },
      says: (id: string, outcome: object) => settle("POST", `${path}/commands/${id}/outcome`, outcome, key),
      reports: (configuration: object) => settle("POST", `${path}/configuration`, configuration, key),
    };
  };
  /** What a client has published over MQTT, as the rule's function brings it. */
  const published = async (client: string, topic: string, data: unknown) => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(data) };
    return (await app.request(pathOf(things.topics, topic) ?? "", init, { thing: client })).status;
  };
  /** Time passes, and everybody works. */
  const advance = async (milliseconds: number) => {
    system.advance(milliseconds);
    await rest();
  };
  return { call: ask, settle, device, published, advance, waits, reads: () => reads, now };
}
