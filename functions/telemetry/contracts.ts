import * as z from "zod";
import { command, event } from "../runtime/index.ts";

const id = z.string().min(1).max(100);
const deviceId = id;
const metric = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
const time = z.iso.datetime();
const model = z.string().min(1).max(60);
const version = z.string().min(1).max(40);
const reason = z.string().min(1).max(200);
const code = z.string().min(1).max(60);
const name = z.string().min(1).max(60);
/** Exact to a millionth; what is larger is no measurement. */
const value = z.number().min(-1e9).max(1e9);
const milliseconds = z.int().min(0);
const labels = z.record(name, z.string().max(200));

/** When a metric is out of bounds; it is back when it has returned by `hysteresis`. */
const rule = z.object({
  metric,
  high: value.optional(),
  low: value.optional(),
  hysteresis: z.number().min(0).max(1e9).default(0),
  /** Largest change within `risesWithin` milliseconds. */
  maxRise: z.number().positive().max(1e9).optional(),
  risesWithin: milliseconds.optional(),
});
export type Rule = z.infer<typeof rule>;

const registration = {
  deviceId,
  fleetId: id,
  model,
  firmware: version,
  /** SHA-256 of the device's key, hexadecimal; the key itself is told once and kept nowhere. */
  keyHash: z.string().regex(/^[0-9a-f]{64}$/),
  rules: z.array(rule).max(20),
  silentAfter: milliseconds.optional(),
  /** Declared lateness: readings older than this are refused, milliseconds. */
  lateness: milliseconds,
  labels,
};

// The device
export class RegisterDevice extends command("RegisterDevice", registration) {}
export class DeviceRegistered extends event("DeviceRegistered", registration) {}

// Its readings: one stream per device and hour, so that no partition grows hot and none for ever
const reading = z.object({ metric, at: time, value });
export type Reading = z.infer<typeof reading>;
const readings = z.array(reading).min(1).max(1_000);
/** `deviceId/hour`, such as `d1/2026-01-31T12`. */
const windowId = z.string().min(1).max(200);
const placed = { windowId, deviceId, fleetId: id };
export class ReportReadings extends command("ReportReadings", { ...placed, lateness: milliseconds, readings }) {}
export class ReadingsReported extends event(
  "ReadingsReported",
  { ...placed, readings },
  { docs: "New readings only." },
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
    /** The window had been closed for its declared lateness. */
    correction: z.boolean(),
  },
  { public: true },
) {}

// What a device's readings mean
const incidentId = z.string().min(1).max(200);
export class CheckSilence extends command("CheckSilence", { deviceId, since: time }) {}
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
const alert = { incidentId, deviceId, kind: z.string().min(1).max(60), summary: z.string().min(1).max(300), labels };
export class RaiseAlert extends command("RaiseAlert", alert) {}
export class EscalateAlert extends command("EscalateAlert", { incidentId }) {}
export class AcknowledgeAlert extends command("AcknowledgeAlert", { incidentId, by: name }) {}
export class CloseAlert extends command("CloseAlert", { incidentId, reason }) {}
export class SendAlert extends command("SendAlert", {
  incidentId,
  step: z.int().min(1),
  deviceId,
  summary: z.string().max(300),
}) {}
export class AlertRaised extends event("AlertRaised", alert, { public: true }) {}
export class AlertEscalated extends event("AlertEscalated", { incidentId, step: z.int().min(2) }) {}
export class AlertAcknowledged extends event("AlertAcknowledged", { incidentId, by: name }, { public: true }) {}
export class AlertClosed extends event("AlertClosed", { incidentId, reason }, { public: true }) {}

// Commands to the device: they wait until it calls
const commandId = z.string().min(1).max(200);
const settings = z.record(name, z.union([z.string().max(200), z.number(), z.boolean()]));
const image = { model, version, sha256: z.string().regex(/^[0-9a-f]{64}$/), url: z.url() };
export class ConfigureDevice extends command("ConfigureDevice", { deviceId, settings }) {}
export class RebootDevice extends command("RebootDevice", {
  deviceId,
  commandId,
  expiresAfter: milliseconds.optional(),
}) {}
export class InstallFirmware extends command("InstallFirmware", {
  deviceId,
  commandId,
  ...image,
  expiresAfter: milliseconds.optional(),
}) {}
export class ConfigurationChanged extends event("ConfigurationChanged", { deviceId, settings }, { public: true }) {}
export class DeviceRebooted extends event("DeviceRebooted", { deviceId, commandId }) {}
export class FirmwareInstalled extends event("FirmwareInstalled", { deviceId, commandId, version }, { public: true }) {}
export class FirmwareFailed extends event(
  "FirmwareFailed",
  { deviceId, commandId, version, code, reason },
  { public: true },
) {}
