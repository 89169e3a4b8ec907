import { describe, expect, test } from "vitest";
import { later } from "../../../functions/runtime/index.ts";
import { at, given } from "../../../functions/runtime/testing/index.ts";
import changeRules from "../../../functions/telemetry/change-rules.ts";
import changeWatch from "../../../functions/telemetry/change-watch-on-rules-changed.ts";
import checkSilence from "../../../functions/telemetry/check-silence.ts";
import {
  ChangeRules,
  CheckSilence,
  DeviceRegistered,
  DeviceSilenceDetected,
  IncidentWithdrawn,
  RulesChanged,
  ThresholdCrossed,
  WatchChanged,
  WatchStarted,
} from "../../../functions/telemetry/contracts.ts";
import { registration } from "./samples.ts";
import { openStation } from "./station.ts";

const deviceId = "d-1";
const labels = {};
const silentAfter = 600_000;
const time = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const rulesOf = (...metrics: string[]) => metrics.map((metric) => ({ metric, high: 8, hysteresis: 0 }));

describe("the rules of a device", () => {
  const registered = new DeviceRegistered({ ...registration, rules: rulesOf("t"), silentAfter });
  const data = { deviceId, rules: rulesOf("h"), labels: { goods: "milk" } };

  test("are changed as a whole, once", async () => {
    const changed = new RulesChanged(data);
    await given(changeRules, [registered]).when(new ChangeRules(data)).then(changed);
    await given(changeRules, [registered, changed]).when(new ChangeRules(data)).thenNothing();
    await given(changeRules, [registered])
      .when(new ChangeRules({ deviceId, rules: rulesOf("t"), labels, silentAfter }))
      .thenNothing();
  });
  test("are those of a device that is known", () =>
    given(changeRules).when(new ChangeRules(data)).thenRejected("device-unknown"));
});

describe("a watch", () => {
  const incidentOf = (metric: string) => `d-1:${metric}:${time(1)}`;
  const high = (metric: string) =>
    new ThresholdCrossed({
      ...{ deviceId, metric, labels, incidentId: incidentOf(metric) },
      ...{ direction: "high", value: 9, at: time(1) },
    });
  const begun = (watched: { rules?: ReturnType<typeof rulesOf>; silentAfter?: number }) =>
    at(time(0), new WatchStarted({ deviceId, rules: [], labels, ...watched }));
  const watched = (metrics: string[], silent?: number) => ({
    deviceId,
    rules: rulesOf(...metrics),
    labels,
    silentAfter: silent,
  });
  const change = (metrics: string[], silent?: number) => new RulesChanged(watched(metrics, silent));
  const changed = (revision: number, metrics: string[], more: { silentAfter?: number; checkDue?: string } = {}) =>
    new WatchChanged({ ...watched(metrics), revision, ...more });
  const silence = { deviceId, incidentId: "d-1:silence", since: time(0), labels };

  test("goes by the new rules, and ends the incidents that none of them is about", () =>
    given(changeWatch, [begun({ rules: rulesOf("t", "h") }), high("t"), high("h")])
      .when(change(["h", "p"]), { version: 2 })
      .then(new IncidentWithdrawn({ deviceId, incidentId: incidentOf("t") }), changed(2, ["h", "p"])));

  test("does not end an incident again that an earlier change has ended", () =>
    given(changeWatch, [begun({ rules: rulesOf("t") }), high("t"), changed(2, [])])
      .when(change(["t"]), { version: 3 })
      .then(changed(3, ["t"])));

  test("passes over a change that is older than the last", () =>
    given(changeWatch, [begun({}), changed(3, ["h"])])
      .when(change(["t"]), { version: 2 })
      .thenNothing());

  test("that has not begun is waited for", () =>
    given(changeWatch).when(change([]), { version: 2 }).thenFails("retryable"));

  test("looks after a device from the change on that gives it another silence, and no more if it takes it away", async () => {
    const checkDue = time(15);
    const checked = changed(2, [], { silentAfter, checkDue });
    const check = new CheckSilence({ deviceId, since: time(5) });
    for (const before of [begun({}), begun({ silentAfter: 60_000 })])
      await given(changeWatch, [before])
        .when(change([], silentAfter), { version: 2, now: time(5) })
        .then(checked, later(check, { at: checkDue }));
    await given(checkSilence, [begun({}), at(time(5), checked)])
      .when(new CheckSilence({ deviceId, since: time(0) }), { now: time(10) })
      .thenNothing();
    await given(changeWatch, [begun({ silentAfter })])
      .when(change([], silentAfter), { version: 2 })
      .then(changed(2, [], { silentAfter }));
    await given(checkSilence, [begun({ silentAfter }), changed(2, [])])
      .when(new CheckSilence({ deviceId, since: time(0) }), { now: time(10) })
      .thenNothing();
  });

  test("lets a silence last while some silence is watched for, and ends it else", async () => {
    const silent = [begun({ silentAfter }), new DeviceSilenceDetected(silence)];
    await given(changeWatch, silent)
      .when(change([], 900_000), { version: 2 })
      .then(changed(2, [], { silentAfter: 900_000 }));
    await given(changeWatch, silent)
      .when(change([]), { version: 2 })
      .then(new IncidentWithdrawn({ deviceId, incidentId: "d-1:silence" }), changed(2, []));
  });
});

describe("PUT /devices/{id}/rules", () => {
  test("changes what is watched, as the device's own page says, and closes the alerts that it ends", async () => {
    const { call, register, report, settle, minutesAgo } = openStation();
    const key = await register("cold-1", { rules: rulesOf("t"), silentAfter: 3_600_000, labels: { goods: "milk" } });
    const measure = (value: number, metric: string) => report("cold-1", key, [{ metric, at: minutesAgo(0), value }]);
    await measure(9, "t");
    await settle();
    const put = await call("PUT", "/devices/cold-1/rules", {
      rules: [{ metric: "h", low: 2 }],
      labels: { floor: "2" },
    });
    expect([put.status, put.headers.get("location")]).toEqual([202, "/devices/cold-1"]);
    await settle();
    const { body: device } = await call("GET", `/devices/cold-1?after=${put.body["token"]}`);
    expect(device).toMatchObject({
      model: "thermo",
      rules: [{ metric: "h", low: 2, hysteresis: 0 }],
      labels: { floor: "2" },
    });
    expect(device).not.toHaveProperty("silentAfter");
    await measure(9, "t");
    await measure(1, "h");
    await settle();
    const { items } = (await call("GET", "/devices/cold-1/alerts")).body as { items: Record<string, unknown>[] };
    const ended = "nobody watches for it any more";
    expect(items.map(({ kind, status, reason, labels }) => [kind, status, reason, labels])).toEqual([
      ["low", "raised", undefined, { floor: "2" }],
      ["silence", "closed", ended, { goods: "milk" }],
      ["high", "closed", ended, { goods: "milk" }],
      ["silence", "closed", "the device is back", { goods: "milk" }],
    ]);
  });
  test("is a 404 where no device is, and refuses what registration refuses", async () => {
    const { call, register } = openStation();
    expect((await call("PUT", "/devices/nope/rules", { rules: [] })).status).toBe(404);
    await register("d-1");
    for (const body of [{}, { rules: [], silentAfter: 59_999 }, { rules: [...rulesOf("t"), ...rulesOf("t")] }])
      expect((await call("PUT", "/devices/d-1/rules", body)).status).toBe(400);
  });
});
