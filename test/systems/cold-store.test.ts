import { expect, onTestFinished, test } from "vitest";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { type Accepted, call } from "../../local/journeys/call.ts";
import { memoryGround } from "../../local/memory/ground.ts";
import { listenApi } from "../../local/runner/api-server.ts";
import { awaitJourney } from "../../local/runner/await-journey.ts";
import { closers } from "../../local/runner/closers.ts";
import { makeApp, project, templates } from "../infra/fixture.ts";

const functions = `${project}/functions`;
const silent = { step: () => {}, log: () => {}, trouble: () => {}, journey: () => {}, ready: () => {} };

/** Commerce and telemetry at work in this process, at one address. */
async function run() {
  const opened = closers();
  onTestFinished(async () => {
    await opened.close();
  });
  const troubles: unknown[] = [];
  const { signal } = new AbortController();
  const ground = await memoryGround(
    {
      ...{ root: project, functions, systems: ["commerce", "telemetry"], state: "", env: {} },
      ...{ reporter: silent, trouble: (error) => troubles.push(error), closers: opened, signal },
    },
    () => {},
  );
  const api = await listenApi(0);
  opened.add(api.close);
  api.serve(ground.fetch);
  return { ground, url: api.url, signal, troubles };
}

const milk = { quantity: 40, price: { amount: 120, currency: "EUR" } };
const device = {
  ...{ deviceId: "cold-store-1", fleetId: "cold-stores", model: "frost-2", firmware: "1.0.0" },
  rules: [{ metric: "temperature", high: 8 }],
  labels: { goods: "milk" },
};

test("a cold store that warms up takes its goods off the shop's shelf, through public events alone", async () => {
  const { ground, url, signal, troubles } = await run();
  const stocked = await call(url, ["PUT", "/stock/milk"], milk);
  expect(await call(url, ["GET", `/stock/milk?after=${stocked.token}`])).toMatchObject({ available: 40 });
  const registered = await call<Accepted & { deviceKey: string }>(url, ["POST", "/devices"], device);
  await call(url, ["GET", `/devices/cold-store-1?after=${registered.token}`]);

  const readings = [{ metric: "temperature", at: new Date().toISOString(), value: 9.5 }];
  const key = { "x-device-key": registered.deviceKey };
  const { correlationId } = await call(url, ["POST", "/devices/cold-store-1/readings"], { readings }, key);
  const { trace, listeners } = ground;
  await awaitJourney({ trace, correlationId, listeners, containing: ["StockWithdrawn"], within: 20_000, signal });

  expect(await call(url, ["GET", "/stock/milk"])).toMatchObject({ onHand: 0, available: 0 });
  const withdrawn = (await trace.read(correlationId)).filter(({ by }) => by.startsWith("commerce/"));
  expect(withdrawn.map(({ by, type }) => `${type} by ${by}`)).toEqual([
    "AlertRaised by commerce/withdraw-stock-on-alert-raised",
    "WithdrawStock by commerce/withdraw-stock",
    "StockWithdrawn by commerce/stock-level",
  ]);
  expect(troubles).toEqual([]);
});

test("without that subscriber the publisher is deployed word for word as with it", async () => {
  const { manifest } = await readManifest(functions);
  const systems = manifest.systems.map((system) => ({
    ...system,
    consumers: system.consumers.filter(({ name }) => name !== "commerce/withdraw-stock-on-alert-raised"),
  }));
  const context = { emailFrom: "shop@example.com" };
  const withIt = templates(makeApp({ manifest, context }));
  const without = templates(makeApp({ manifest: { systems }, context }));
  for (const stack of ["Bugle-dev-telemetry", "Bugle-dev-telemetry-data"]) {
    expect(Object.keys(withIt)).toContain(stack);
    expect(without[stack]).toEqual(withIt[stack]);
  }
  expect(without["Bugle-dev-commerce-data"]).not.toEqual(withIt["Bugle-dev-commerce-data"]);
});
