import { describe, expect, test } from "vitest";
import { at, given } from "../../../functions/runtime/testing/index.ts";
import confirmSilence from "../../../functions/telemetry/confirm-silence.ts";
import {
  ConfirmSilence,
  DeviceReturned,
  DeviceSilenceDetected,
  NothingReported,
  ReadingsJudged,
  ReadingsReported,
  WatchStarted,
} from "../../../functions/telemetry/contracts.ts";
import detectSilence from "../../../functions/telemetry/detect-silence-on-nothing-reported.ts";
import { firstHour, hourAfter } from "../../../functions/telemetry/domain/silence.ts";

const deviceId = "d-1";
const [MINUTE, DAY] = [60_000, 86_400_000];
const time = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const asked = (windowId: string, since: number) => ({ windowId, deviceId, since: time(since) });
const noon = asked("d-1/2026-01-01T12", 0);
const reading = { metric: "t", at: time(1), value: 1 };
const reported = new ReadingsReported({ windowId: noon.windowId, deviceId, fleetId: "f", readings: [reading] });

describe("the question whether something has come", () => {
  const question = new ConfirmSilence(noon);
  test("is answered where nothing has, as often as it is asked", async () => {
    const nothing = new NothingReported(noon);
    await given(confirmSilence).when(question).then(nothing);
    await given(confirmSilence, [nothing]).when(question).then(nothing);
    await given(confirmSilence, [at(time(0), reported)])
      .when(question)
      .then(nothing);
  });
  test("is for nothing where a report has been taken since, which will be judged", () =>
    given(confirmSilence, [at(time(1), reported)])
      .when(question)
      .thenNothing());
});

describe("the answer that nothing has come", () => {
  const begunAt = (minute: number, silentAfter: number) =>
    at(time(minute), new WatchStarted({ deviceId, rules: [], labels: {}, silentAfter }));
  const begun = [begunAt(0, 10 * MINUTE)];
  const incident = { deviceId, incidentId: `d-1:silence:${time(0)}` };
  const silent = new DeviceSilenceDetected({ ...incident, since: time(0), labels: {} });
  const answer = new NothingReported(noon);

  test("makes the device silent, once", async () => {
    await given(detectSilence, begun)
      .when(answer, { now: time(11) })
      .then(silent);
    await given(detectSilence, [...begun, silent])
      .when(answer, { now: time(11) })
      .thenNothing();
  });
  test("is for nothing if the device was heard of before it came, also if it had been silent until then", async () => {
    const heard = new ReadingsJudged({ deviceId, heard: time(1), checkDue: time(21), judged: [] });
    await given(detectSilence, [...begun, heard])
      .when(answer, { now: time(11) })
      .thenNothing();
    await given(detectSilence, [...begun, silent, new DeviceReturned({ ...incident, at: time(1) }), heard])
      .when(answer, { now: time(11) })
      .thenNothing();
  });
  test("leads to the next hour, while a report that was in time may stand there, its clock ahead", async () => {
    const [before, after] = [asked("d-1/2026-01-01T12", 46), asked("d-1/2026-01-01T13", 46)];
    const facts = [begunAt(46, 10 * MINUTE)];
    await given(detectSilence, facts)
      .when(new NothingReported(before), { now: time(56) })
      .then(new ConfirmSilence(after));
    await given(detectSilence, facts)
      .when(new NothingReported(after), { now: time(56) })
      .then(
        new DeviceSilenceDetected({
          deviceId,
          incidentId: `d-1:silence:${time(46)}`,
          since: time(46),
          labels: {},
        }),
      );
  });
});

test.each([
  ["ten minutes", 10 * MINUTE, ["2026-01-01T12"]],
  ["an hour", 60 * MINUTE, ["2026-01-01T12", "2026-01-01T13"]],
  ["three hours", 180 * MINUTE, ["2026-01-01T12", "2026-01-01T13", "2026-01-01T14", "2026-01-01T15"]],
])("of a silence of %s each hour is asked", (_, silentAfter, expected) => {
  expect(hoursOf(silentAfter)).toEqual(expected.map((hour) => `d-1/${hour}`));
});

test("of a silence of a month the last day is asked", () => {
  const hours = hoursOf(30 * DAY);
  expect([hours.length, hours[0], hours.at(-1)]).toEqual([25, "d-1/2026-01-30T12", "d-1/2026-01-31T12"]);
});

function hoursOf(silentAfter: number): string[] {
  const hours: string[] = [];
  let windowId: string | undefined = firstHour(deviceId, time(0), silentAfter);
  while (windowId !== undefined) {
    hours.push(windowId);
    windowId = hourAfter({ deviceId, windowId, since: time(0) }, silentAfter);
  }
  return hours;
}
