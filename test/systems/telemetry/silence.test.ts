import { test } from "vitest";
import { later } from "../../../functions/runtime/index.ts";
import { at, given } from "../../../functions/runtime/testing/index.ts";
import checkSilence from "../../../functions/telemetry/check-silence.ts";
import {
  CheckSilence,
  ConfirmSilence,
  DeviceRegistered,
  DeviceReturned,
  DeviceSilenceDetected,
  ReadingsJudged,
  ReadingsReported,
  WatchStarted,
} from "../../../functions/telemetry/contracts.ts";
import judgeReadings from "../../../functions/telemetry/judge-readings-on-readings-reported.ts";
import startWatch from "../../../functions/telemetry/start-watch-on-device-registered.ts";
import { registration } from "./samples.ts";

const deviceId = "d-1";
const silentAfter = 600_000;
const time = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const started = new WatchStarted({ deviceId, rules: [], labels: {}, silentAfter, checkDue: time(10) });
const begun = [at(time(0), started)];
const check = (since: number) => new CheckSilence({ deviceId, since: time(since) });
const incidentId = `d-1:silence:${time(0)}`;
const silent = new DeviceSilenceDetected({ deviceId, incidentId, since: time(0), labels: {} });
const heard = (minute: number, checkDue?: string) =>
  new ReadingsJudged({ deviceId, heard: time(minute), checkDue, judged: [] });
const old = { metric: "t", at: "2025-12-30T00:00:00.000Z", value: 1 };
const report = new ReadingsReported({ windowId: "w", deviceId, fleetId: "f", readings: [old] });

test("a check before which nothing was heard asks behind the reports of that time", () =>
  given(checkSilence, begun)
    .when(check(0), { now: time(10) })
    .then(new ConfirmSilence({ windowId: "d-1/2026-01-01T12", deviceId, since: time(0) })));

test("nobody asks after a device that is known to be silent", () =>
  given(checkSilence, [...begun, silent])
    .when(check(0), { now: time(20) })
    .thenNothing());

test("a device heard of since is looked for again", () =>
  given(checkSilence, [...begun, heard(4)])
    .when(check(0), { now: time(10) })
    .then(later(check(4), { at: time(14) })));

test("a check is for nothing while a newer one is on its way, whatever the clock says", async () => {
  const facts = [...begun, heard(6, time(16))];
  await given(checkSilence, facts)
    .when(check(0), { now: time(17) })
    .thenNothing();
  await given(checkSilence, facts)
    .when(check(6), { now: "2026-01-01T12:15:58.000Z" })
    .then(later(check(6), { at: time(16) }));
});

test("the first check is sent with the registration, the next by a report in the second half of its wait", async () => {
  await given(startWatch)
    .when(new DeviceRegistered({ ...registration, silentAfter }), { now: time(0) })
    .then(started, later(check(0), { at: time(10) }));
  await given(judgeReadings, begun)
    .when(report, { now: time(4) })
    .then(heard(4));
  await given(judgeReadings, begun)
    .when(report, { now: time(5) })
    .then(heard(5, time(15)), later(check(5), { at: time(15) }));
});

test("a check that comes early does not lose itself to the one it sends again", () =>
  given(checkSilence, [...begun, heard(4, time(16))])
    .when(check(6), { now: "2026-01-01T12:15:58.000Z" })
    .then(later(check(6), { at: time(16) })));

test("a check that has been answered is followed by another with the next report, however old that is by then", () =>
  given(judgeReadings, [...begun, heard(4)])
    .when(report, { now: time(10) })
    .then(heard(10, time(20)), later(check(10), { at: time(20) })));

test("a report that comes after a newer one does not make the device silent for longer", () =>
  given(judgeReadings, [...begun, heard(4)])
    .when(report, { now: time(3) })
    .then(heard(4)));

test("a watch begins once", () =>
  given(startWatch, begun)
    .when(new DeviceRegistered({ ...registration, silentAfter }), { now: time(1) })
    .thenNothing());

test("a device of which nothing is known yet is waited for", () =>
  given(judgeReadings).when(report).thenFails("retryable"));

test("silence ends once, with the first report, however old its readings are", async () => {
  const returned = new DeviceReturned({ deviceId, incidentId, at: time(30) });
  await given(judgeReadings, [...begun, silent])
    .when(report, { now: time(30) })
    .then(returned, heard(30, time(40)), later(check(30), { at: time(40) }));
  await given(judgeReadings, [...begun, silent, returned, heard(30, time(40))])
    .when(report, { now: time(31) })
    .then(heard(31));
});

test("a report that was taken before the silence began does not end it, and sends no check", () =>
  given(judgeReadings, [...begun, heard(5), silent])
    .when(report, { now: time(3) })
    .then(heard(5)));
