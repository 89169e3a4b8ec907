import { describe, expect, test } from "vitest";
import { given, givenSaga, timeout } from "../../../functions/runtime/testing/index.ts";
import acknowledgeAlert from "../../../functions/telemetry/acknowledge-alert.ts";
import alerting from "../../../functions/telemetry/alerting.saga.ts";
import closeAlert from "../../../functions/telemetry/close-alert.ts";
import {
  AcknowledgeAlert,
  AlertAcknowledged,
  AlertClosed,
  AlertEscalated,
  AlertRaised,
  AlertSent,
  AlertTakenOn,
  CloseAlert,
  DeviceReturned,
  DeviceSilenceDetected,
  EscalateAlert,
  IncidentWithdrawn,
  RaiseAlert,
  SendAlert,
  ThresholdCrossed,
} from "../../../functions/telemetry/contracts.ts";
import escalateAlert from "../../../functions/telemetry/escalate-alert.ts";
import raiseAlert from "../../../functions/telemetry/raise-alert.ts";
import sendAlert from "../../../functions/telemetry/send-alert.ts";

const incidentId = "d-1:t:2026-01-01T12:00:00.000Z";
const crossing = {
  deviceId: "d-1",
  incidentId,
  metric: "t",
  value: 9,
  at: "2026-01-01T12:00:00.000Z",
  labels: { store: "s" },
};
const crossed = new ThresholdCrossed({ ...crossing, direction: "high" });
const back = new ThresholdCrossed({ ...crossing, direction: "back" });
const summary = "t of d-1 is too high: 9 at 2026-01-01T12:00:00.000Z";
const alert = { incidentId, deviceId: "d-1", kind: "high", metric: "t", summary, labels: { store: "s" } };
const raise = new RaiseAlert(alert);
const send = (step: number) => new SendAlert({ incidentId, step, deviceId: "d-1", summary });
const escalate = (step: number) => new EscalateAlert({ incidentId, step });
const escalated = (step: number) => new AlertEscalated({ incidentId, step });
const acknowledged = new AlertAcknowledged({ incidentId });
const overdue = timeout("acknowledgement");

describe("an incident", () => {
  test("is one alert and one notification, and waits for somebody to take it on", () => {
    givenSaga(alerting).when(crossed).then(raise, send(1)).thenWaits("acknowledgement");
    givenSaga(alerting, [crossed]).when(crossed).thenNothing();
    expect(alerting.waits["acknowledgement"]?.within).toBe(900_000);
  });
  test("goes up twice if nobody acknowledges it, each step notified once it is a fact", () => {
    givenSaga(alerting, [crossed]).when(overdue).then(escalate(2)).thenWaits("acknowledgement");
    givenSaga(alerting, [crossed, overdue]).when(escalated(2)).then(send(2));
    givenSaga(alerting, [crossed, overdue, escalated(2)])
      .when(overdue)
      .then(escalate(3))
      .thenWaits();
  });
  test("goes no further once it is acknowledged", () => {
    givenSaga(alerting, [crossed]).when(acknowledged).thenNothing().thenWaits();
  });
  test("is closed when the value or the device is back, or nobody watches for it any more", () => {
    const close = (reason: string) => new CloseAlert({ incidentId, reason });
    givenSaga(alerting, [crossed]).when(back).then(close("within bounds again")).thenWaits();
    givenSaga(alerting, [crossed, acknowledged, back]).when(back).thenNothing();
    const since = "2026-01-01T11:00:00.000Z";
    const silence = new DeviceSilenceDetected({ deviceId: "d-1", incidentId, since, labels: {} });
    const returned = new DeviceReturned({ deviceId: "d-1", incidentId, at: since });
    givenSaga(alerting, [silence]).when(returned).then(close("the device is back"));
    const withdrawn = new IncidentWithdrawn({ deviceId: "d-1", incidentId });
    for (const begun of [crossed, silence])
      givenSaga(alerting, [begun]).when(withdrawn).then(close("nobody watches for it any more")).thenWaits();
  });
  test("that is over before it is heard of is noted, and wakes nobody", () => {
    givenSaga(alerting, [back])
      .when(crossed)
      .then(raise, new CloseAlert({ incidentId, reason: "it was over at once" }))
      .thenWaits();
  });
});

describe("an alert", () => {
  const raised = new AlertRaised(alert);
  const closed = new AlertClosed({ incidentId, reason: "over" });
  const acknowledge = new AcknowledgeAlert({ incidentId, by: "ann" });

  test("is raised once, and not after it was closed", async () => {
    await given(raiseAlert).when(raise).then(raised);
    await given(raiseAlert, [raised]).when(raise).thenNothing();
    await given(raiseAlert, [closed]).when(raise).thenNothing();
  });
  test("goes up only while nobody has taken it on, each step once", async () => {
    await given(escalateAlert, [raised]).when(escalate(2)).then(escalated(2));
    await given(escalateAlert, [raised, escalated(2)])
      .when(escalate(2))
      .thenNothing();
    await given(escalateAlert, [raised, acknowledged]).when(escalate(2)).thenNothing();
    await given(escalateAlert, [raised, closed]).when(escalate(2)).thenNothing();
  });
  test("is acknowledged once, while its incident lasts; who does it stays within", async () => {
    const takenOn = new AlertTakenOn({ incidentId, by: "ann" });
    await given(acknowledgeAlert, [raised]).when(acknowledge).then(takenOn, acknowledged);
    expect([AlertTakenOn.public, AlertAcknowledged.public]).toEqual([false, true]);
    await given(acknowledgeAlert, [raised, acknowledged]).when(acknowledge).thenNothing();
    await given(acknowledgeAlert).when(acknowledge).thenRejected("alert-not-found");
    await given(acknowledgeAlert, [raised, closed]).when(acknowledge).thenRejected("alert-closed");
  });
  test("is closed once", async () => {
    const close = new CloseAlert({ incidentId, reason: "over" });
    await given(closeAlert, [raised]).when(close).then(closed);
    await given(closeAlert, [raised, closed]).when(close).thenNothing();
  });
});

describe("a notification", () => {
  const sent = (step: number) => new AlertSent({ incidentId, step });

  test("of each step goes to its own address, that of the last to those beyond, and says which incident and step it is", async () => {
    const letters: string[] = [];
    const email = async ({ to, subject }: { to: string; subject: string }) => void letters.push(`${to} ${subject}`);
    const needs = { email, recipients: ["a@example.org", "b@example.org"] };
    for (const step of [1, 2, 3]) await given(sendAlert).when(send(step), { needs }).then(sent(step));
    expect(letters).toEqual([
      `a@example.org Alert ${incidentId}, step 1`,
      `b@example.org Alert ${incidentId}, step 2: nobody has acknowledged it`,
      `b@example.org Alert ${incidentId}, step 3: nobody has acknowledged it`,
    ]);
  });
  test("goes to nobody where nobody is named, and once a step", async () => {
    const email = () => Promise.reject(new Error("a mail that nobody should get"));
    await given(sendAlert)
      .when(send(1), { needs: { email, recipients: [] } })
      .thenNothing();
    await given(sendAlert, [sent(1)])
      .when(send(1), { needs: { email, recipients: ["a@example.org"] } })
      .thenNothing();
  });
  test("has a subject of one line, whatever a device is called", async () => {
    const subjects: string[] = [];
    const email = async ({ subject }: { subject: string }) => void subjects.push(subject);
    const named = new SendAlert({ incidentId: "d\r\n1", step: 1, deviceId: "d\r\n1", summary });
    const outcome = new AlertSent({ incidentId: "d\r\n1", step: 1 });
    await given(sendAlert)
      .when(named, { needs: { email, recipients: ["a@example.org"] } })
      .then(outcome);
    expect(subjects).toEqual(["Alert d  1, step 1"]);
  });
});

test("notifications are limited to sixty a minute", () => {
  expect(sendAlert.options.rate).toEqual({ limit: 60, per: 60_000 });
});
