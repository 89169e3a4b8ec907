import { describe, test } from "vitest";
import { cancel, later } from "../../../functions/runtime/index.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import acknowledge from "../../../functions/telemetry/acknowledge-device-command.ts";
import cancelCommand from "../../../functions/telemetry/cancel-device-command.ts";
import {
  CancelDeviceCommand,
  DeviceCommandCancelled,
  DeviceCommandExpired,
  ExpireDeviceCommand,
  FirmwareFailed,
  FirmwareInstalled,
  RolloutInstallFinished,
} from "../../../functions/telemetry/contracts.ts";
import expire from "../../../functions/telemetry/expire-device-command.ts";
import installFirmware from "../../../functions/telemetry/install-firmware.ts";
import { deviceId, done, hash, install, opened, requested, says, v1, v3 } from "./mail-samples.ts";

const rolloutId = "r-1";
const mail = { deviceId, commandId: "c-1" };
const expiry = new ExpireDeviceCommand(mail);
const installed = new FirmwareInstalled({ ...mail, version: "2.0.0" });
const failed = (code: string, reason: string) => new FirmwareFailed({ ...mail, version: "2.0.0", code, reason });
const finished = (outcome: RolloutInstallFinished["data"]["outcome"], more = {}) =>
  new RolloutInstallFinished({ rolloutId, deviceId, version: "2.0.0", outcome, ...more });
const expired = new DeviceCommandExpired(mail);
const cancelled = new DeviceCommandCancelled(mail);
const waits = [opened, requested("c-1")];
const rolls = [opened, requested("c-1", { rolloutId })];

describe("an install", () => {
  test("waits for the device until it expires", async () => {
    await given(installFirmware, [opened])
      .when(install("c-1"))
      .then(requested("c-1"), later(expiry, { at: "2026-01-08T12:00:00.000Z" }, "c-1"));
  });
  test("is refused while another waits, whoever asks for it", async () => {
    await given(installFirmware, waits).when(install("c-2", v3)).thenRejected("install-under-way");
    await given(installFirmware, waits)
      .when(install("c-2", { ...v3, rolloutId }))
      .thenRejected("install-under-way");
  });
  test("is taken once the other has ended, whatever its end was", async () => {
    for (const end of [installed, failed("flash", "no space"), expired, cancelled])
      await given(installFirmware, [...waits, end])
        .when(install("c-2", v3))
        .then(
          requested("c-2", v3),
          later(new ExpireDeviceCommand({ deviceId, commandId: "c-2" }), { at: "2026-01-08T12:00:00.000Z" }, "c-2"),
        );
  });
  test("is refused for another model, and for a device that nobody knows", async () => {
    await given(installFirmware, [opened])
      .when(install("c-1", { model: "hygro" }))
      .thenRejected("wrong-model");
    await given(installFirmware).when(install("c-1")).thenRejected("device-unknown");
  });
  test("of what the device has is nothing to do, and its rollout is told so", async () => {
    await given(installFirmware, [opened]).when(install("c-1", v1)).thenNothing();
    await given(installFirmware, [...waits, installed])
      .when(install("c-2"))
      .thenNothing();
    await given(installFirmware, [...waits, installed])
      .when(install("c-2", { rolloutId }))
      .then(finished("already-installed"));
  });
});

describe("a device that says it has installed", () => {
  test("is believed with the right hash", async () => {
    await given(acknowledge, waits).when(done("c-1")).then(installed, cancel(expiry, "c-1"));
    await given(acknowledge, rolls).when(done("c-1")).then(installed, finished("installed"), cancel(expiry, "c-1"));
  });
  test("has failed with a wrong one", async () => {
    await given(acknowledge, rolls)
      .when(done("c-1", hash.newer))
      .then(
        failed("hash-mismatch", `the device has installed ${hash.newer}`),
        finished("failed"),
        cancel(expiry, "c-1"),
      );
  });
  test("is asked for the hash", async () => {
    await given(acknowledge, waits)
      .when(says("c-1", { status: "done" }))
      .thenRejected("hash-missing");
  });
});

describe("the rollout of an install is told", () => {
  test("that it has failed", async () => {
    await given(acknowledge, rolls)
      .when(says("c-1", { status: "failed", code: "flash", reason: "no space" }))
      .then(failed("flash", "no space"), finished("failed"), cancel(expiry, "c-1"));
  });
  test("that it has expired or was cancelled", async () => {
    await given(expire, rolls).when(expiry).then(expired, finished("expired"));
    await given(cancelCommand, rolls)
      .when(new CancelDeviceCommand({ ...mail, rolloutId, version: "2.0.0" }))
      .then(cancelled, finished("cancelled"), cancel(expiry, "c-1"));
  });
  test("that it was done after all", async () => {
    await given(acknowledge, [...rolls, expired, finished("expired")])
      .when(done("c-1"))
      .then(installed, finished("installed", { instead: "expired" }));
    await given(acknowledge, [...rolls, cancelled, finished("cancelled")])
      .when(done("c-1"))
      .then(installed, finished("installed", { instead: "cancelled" }));
  });
});

describe("a late word", () => {
  test("of anything but the install itself is refused", async () => {
    for (const word of [done("c-1", hash.newer), says("c-1", { status: "failed" }), says("c-1", { status: "done" })])
      await given(acknowledge, [...rolls, expired])
        .when(word)
        .thenRejected("command-expired");
  });
  test("is a fact once", async () => {
    await given(acknowledge, [...rolls, expired, installed])
      .when(done("c-1"))
      .thenNothing();
  });
  test("leaves the install that waits now where it is", async () => {
    await given(installFirmware, [...waits, expired, requested("c-2", v3), installed])
      .when(install("c-3", v1))
      .thenRejected("install-under-way");
  });
});

test("a cancellation that comes before its install makes it impossible", async () => {
  await given(cancelCommand, [opened])
    .when(new CancelDeviceCommand({ ...mail, rolloutId, version: "2.0.0" }))
    .then(cancelled, finished("cancelled"));
  await given(installFirmware, [opened, cancelled, finished("cancelled")])
    .when(install("c-1", { rolloutId }))
    .thenNothing();
});
