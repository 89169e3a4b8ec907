import * as z from "zod";
import { command, event } from "../runtime/index.ts";
import * as device from "./device-shapes.ts";
import { labels, metric, milliseconds, name, value, watched } from "./watch-shapes.ts";

export type { Rule } from "./watch-shapes.ts";

const id = z.string().min(1).max(100);
const deviceId = id;
const time = z.iso.datetime();
const model = z.string().min(1).max(60);
const version = z.string().min(1).max(40);
const reason = z.string().min(1).max(200);
const code = z.string().min(1).max(60);

const registration = {
  ...watched,
  fleetId: id,
  model,
  firmware: version,
  /** SHA-256 of the device's key, hexadecimal; the key itself is told once and kept nowhere. */
  keyHash: device.sha256,
  /** Declared lateness: readings older than this are refused, milliseconds. */
  lateness: milliseconds,
};

// The device
export class RegisterDevice extends command("RegisterDevice", registration) {}
export class DeviceRegistered extends event("DeviceRegistered", registration) {}
const newKey = { deviceId, keyHash: registration.keyHash };
export class ReplaceDeviceKey extends command("ReplaceDeviceKey", newKey) {}
export class DeviceKeyReplaced extends event("DeviceKeyReplaced", newKey) {}
export class ChangeRules extends command("ChangeRules", watched, { docs: "The whole of what is watched." }) {}
export class RulesChanged extends event("RulesChanged", watched) {}

// Its readings: one stream per device and hour, so that no partition grows hot and none for ever
/** Its time may be told with an offset; it is kept in UTC. */
export const reading = z.object({ metric, at: z.iso.datetime({ offset: true }), value });
export type Reading = z.infer<typeof reading>;
const readings = z.array(reading).min(1).max(1_000);
/** `deviceId/hour`, such as `d1/2026-01-31T12`. */
const windowId = z.string().min(1).max(200);
const placed = { windowId, deviceId, fleetId: id };
export class ReportReadings extends command("ReportReadings", { ...placed, readings }) {}
export class ReadingsReported extends event(
  "ReadingsReported",
  { ...placed, readings },
  { docs: "New readings only, of ten metrics at most." },
) {}
export class MetricUpdated extends event(
  "MetricUpdated",
  {
    ...placed,
    metric,
    from: time,
    count: z.int().min(1),
    /** In millionths: too large for a number. */
    sum: z.string().regex(/^-?\d+$/),
    min: value,
    max: value,
    revision: z.int().min(1),
    /** The window had been over for a while: whoever took its figures as final takes these instead. */
    correction: z.boolean(),
  },
  { public: true },
) {}

// What a device's readings mean
const incidentId = z.string().min(1).max(200);
/** When the check of a device's silence is due that has just been sent. */
const checkDue = time.optional();
export class WatchStarted extends event("WatchStarted", { ...watched, checkDue }) {}
export class WatchChanged extends event("WatchChanged", {
  ...watched,
  checkDue,
  /** Number of the device's fact that says so: of two changes the newer counts, whichever is heard of first. */
  revision: z.int().min(1),
}) {}
export class IncidentWithdrawn extends event("IncidentWithdrawn", { deviceId, incidentId }) {}
export class ReadingsJudged extends event("ReadingsJudged", {
  deviceId,
  /** When the device was last heard of. */
  heard: time,
  checkDue,
  /** Per metric the newest reading judged, and those that later ones are compared with. */
  judged: z.array(z.object({ metric, at: time, lately: z.array(z.object({ at: time, value })) })),
}) {}
export class CheckSilence extends command("CheckSilence", { deviceId, since: time }) {}
const asked = { windowId, deviceId, since: time };
export class ConfirmSilence extends command("ConfirmSilence", asked, {
  docs: "Asks behind the reports of an hour, in their queue, whether one has been taken since.",
}) {}
export class NothingReported extends event("NothingReported", asked) {}
export class ThresholdCrossed extends event("ThresholdCrossed", {
  deviceId,
  incidentId,
  metric,
  /** `back`: within bounds again. */
  direction: z.enum(["high", "low", "rise", "back"]),
  value,
  at: time,
  labels,
}) {}
export class DeviceSilenceDetected extends event("DeviceSilenceDetected", {
  deviceId,
  incidentId,
  since: time,
  labels,
}) {}
export class DeviceReturned extends event("DeviceReturned", { deviceId, incidentId, at: time }) {}

// The alert: one per incident
const alert = {
  incidentId,
  deviceId,
  /** `high`, `low`, `rise` or `silence`. */
  kind: z.string().min(1).max(60),
  /** Absent for silence. */
  metric: metric.optional(),
  summary: z.string().min(1).max(300),
  labels,
};
export class RaiseAlert extends command("RaiseAlert", alert) {}
export class EscalateAlert extends command("EscalateAlert", { incidentId, step: z.int().min(2) }) {}
export class AcknowledgeAlert extends command("AcknowledgeAlert", { incidentId, by: name }) {}
export class CloseAlert extends command("CloseAlert", { incidentId, reason }) {}
export class SendAlert extends command(
  "SendAlert",
  { incidentId, step: z.int().min(1), deviceId, summary: z.string().max(300) },
  { expiresAfter: 3_600_000, docs: "What could not be told within an hour is old news; the alert itself stands." },
) {}
export class AlertSent extends event("AlertSent", { incidentId, step: z.int().min(1) }) {}
export class AlertRaised extends event("AlertRaised", alert, { public: true }) {}
export class AlertEscalated extends event("AlertEscalated", { incidentId, step: z.int().min(2) }) {}
export class AlertTakenOn extends event("AlertTakenOn", { incidentId, by: name }) {}
export class AlertAcknowledged extends event(
  "AlertAcknowledged",
  { incidentId },
  { public: true, docs: "Beside AlertTakenOn, which alone says by whom: a person's name leaves no system." },
) {}
export class AlertClosed extends event("AlertClosed", { incidentId, reason }, { public: true }) {}

// Commands to the device: they wait until it calls
const { mail, deadline, configuration, install } = device;
export class MailboxOpened extends event("MailboxOpened", { deviceId, fleetId: id, model, firmware: version }) {}

export class ConfigureDevice extends command("ConfigureDevice", { deviceId, settings: device.settings }) {}
export class ReportConfiguration extends command("ReportConfiguration", configuration) {}
export class ConfigurationDesired extends event("ConfigurationDesired", configuration) {}
export class ConfigurationReported extends event("ConfigurationReported", configuration) {}
export class ConfigurationChanged extends event(
  "ConfigurationChanged",
  { deviceId, settings: device.settings },
  { public: true, docs: "The device has reported what was desired." },
) {}

export class RebootDevice extends command("RebootDevice", { ...mail, ...device.patience }) {}
export class RebootRequested extends event("RebootRequested", { ...mail, ...deadline }) {}
export class DeviceRebooted extends event("DeviceRebooted", mail) {}
export class RebootFailed extends event("RebootFailed", { ...mail, code, reason }) {}

export class InstallFirmware extends command("InstallFirmware", { ...install, ...device.patience }) {}
export class FirmwareRequested extends event("FirmwareRequested", { ...install, ...deadline }) {}
export class FirmwareInstalled extends event("FirmwareInstalled", { ...mail, version }, { public: true }) {}
export class FirmwareFailed extends event("FirmwareFailed", { ...mail, version, code, reason }, { public: true }) {}

export class AcknowledgeDeviceCommand extends command("AcknowledgeDeviceCommand", { ...mail, ...device.outcome }) {}
export class ExpireDeviceCommand extends command("ExpireDeviceCommand", mail) {}
export class CancelDeviceCommand extends command(
  "CancelDeviceCommand",
  { ...mail, ...device.ofRollout },
  { docs: "With a rollout it counts before its install as well, which is then impossible." },
) {}
export class DeviceCommandExpired extends event("DeviceCommandExpired", mail) {}
export class DeviceCommandCancelled extends event("DeviceCommandCancelled", mail) {}

// The rollout of firmware to a fleet's devices of one model
const { rollout, rolloutId, decided, answering } = device;
export class RolloutInstallFinished extends event("RolloutInstallFinished", device.rolloutInstall) {}
export class StartFirmwareRollout extends command("StartFirmwareRollout", rollout) {}
export class AdvanceFirmwareRollout extends command("AdvanceFirmwareRollout", answering) {}
export class CompleteFirmwareRollout extends command("CompleteFirmwareRollout", answering) {}
export class PauseFirmwareRollout extends command("PauseFirmwareRollout", { ...answering, reason }) {}
export class ResumeFirmwareRollout extends command("ResumeFirmwareRollout", { rolloutId }) {}
export class RollBackFirmware extends command("RollBackFirmware", { ...answering, reason }) {}
export class FinishFirmwareRollback extends command("FinishFirmwareRollback", answering) {}
export class FirmwareRolloutStarted extends event(
  "FirmwareRolloutStarted",
  { ...rollout, ...decided },
  { docs: "`devices` stand in the order of the stages." },
) {}
export class FirmwareRolloutAdvanced extends event("FirmwareRolloutAdvanced", { ...decided, stage: device.stage }) {}
export class FirmwareRolloutCompleted extends event("FirmwareRolloutCompleted", decided) {}
export class FirmwareRolloutPaused extends event("FirmwareRolloutPaused", { ...decided, reason }) {}
export class FirmwareRolloutResumed extends event("FirmwareRolloutResumed", decided) {}
export class FirmwareRollbackStarted extends event("FirmwareRollbackStarted", { ...decided, reason }) {}
export class FirmwareRolledBack extends event("FirmwareRolledBack", decided) {}
