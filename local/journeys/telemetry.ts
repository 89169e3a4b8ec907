import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type Accepted, call, jsonBody } from "./call.ts";
import type { Begin, FirstJourney, FirstSteps } from "./journey.ts";
import { firstRows, load, realData } from "./real-data.ts";

const STATION = "seattle";
const DAYS = 60;
/** Degrees: above it the milk is not sold any more. */
const HIGH = 8;

/** The weather of a winter in Seattle, as one station measured it. */
async function loadWeather(options: Begin): Promise<string> {
  const file = realData(options.root, "seattle-weather.csv");
  if (!file) return "";
  const winter = firstRows(file, DAYS, join(options.state, "winter.csv"));
  await load(options, "readings", winter, "--device", STATION, "--key-file", join(options.state, "device-keys.json"));
  return `${DAYS} days of real weather loaded, `;
}

/** A cold store warms up, and an alert is raised and sent. */
async function begin(options: Begin): Promise<FirstSteps> {
  const { url } = options;
  const loaded = await loadWeather(options);
  const deviceId = `cold-store-${randomUUID().slice(0, 8)}`;
  const device = {
    ...{ deviceId, fleetId: "cold-stores", model: "frost-2", firmware: "1.0.0" },
    rules: [{ metric: "temperature", high: HIGH, hysteresis: 1 }],
    labels: { goods: "milk" },
  };
  const registered = await call<Accepted & { deviceKey: string }>(url, ["POST", "/devices"], device);
  await call(url, ["GET", `/devices/${deviceId}?after=${registered.token}`]);
  const key = { "x-device-key": registered.deviceKey };
  const measured = (minutesAgo: number, value: number) => {
    const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
    return { metric: "temperature", at, value };
  };
  const readings = [measured(2, 4.5), measured(1, 6.25), measured(0, 9.5)];
  const reported = await call(url, ["POST", `/devices/${deviceId}/readings`], { readings }, key);
  const hour = 3_600_000;
  const range = `from=${new Date(Date.now() - hour).toISOString()}&to=${new Date(Date.now() + hour).toISOString()}`;
  return {
    told: `${loaded}a cold store above ${HIGH} degrees`,
    requests: [
      { title: "Device", correlationId: registered.correlationId },
      { title: "Readings", correlationId: reported.correlationId },
    ],
    ends: ["AlertRaised", "SendAlert"],
    curl: [
      `curl -s ${url}/devices/${deviceId}/alerts`,
      `curl -s '${url}/devices/${deviceId}/metrics?interval=minute&metric=temperature&${range}'`,
      ...(loaded
        ? [
            `curl -s '${url}/devices/${STATION}/metrics?interval=day&metric=temp_max&from=2012-01-01T00:00:00Z&to=2012-02-01T00:00:00Z'`,
          ]
        : []),
      `curl -s -X POST ${url}/devices/${deviceId}/reboot ${jsonBody({})}`,
      `curl -s -H 'x-device-key: ${registered.deviceKey}' '${url}/devices/${deviceId}/commands?wait=5'`,
    ],
  };
}

export const telemetry: FirstJourney = { name: "readings", loads: true, begin };
