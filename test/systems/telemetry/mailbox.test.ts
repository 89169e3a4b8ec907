import { describe, test } from "vitest";
import { cancel, later } from "../../../functions/runtime/index.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import acknowledge from "../../../functions/telemetry/acknowledge-device-command.ts";
import cancelCommand from "../../../functions/telemetry/cancel-device-command.ts";
import {
  CancelDeviceCommand,
  DeviceCommandCancelled,
  DeviceCommandExpired,
  DeviceRebooted,
  DeviceRegistered,
  ExpireDeviceCommand,
  RebootDevice,
  RebootFailed,
  RebootRequested,
} from "../../../functions/telemetry/contracts.ts";
import expire from "../../../functions/telemetry/expire-device-command.ts";
import openMailbox from "../../../functions/telemetry/open-mailbox-on-device-registered.ts";
import reboot from "../../../functions/telemetry/reboot-device.ts";
import { deviceId, opened, says } from "./mail-samples.ts";
import { registration } from "./samples.ts";

const mail = (commandId: string) => ({ deviceId, commandId });
const asked = (commandId: string) => new RebootRequested({ ...mail(commandId), expiresAt: "2026-01-08T12:00:00.000Z" });
const expiry = (commandId: string) => new ExpireDeviceCommand(mail(commandId));
const rebooted = new DeviceRebooted(mail("c-1"));

describe("a mailbox is opened", () => {
  test("once, for a device that is registered", async () => {
    await given(openMailbox).when(new DeviceRegistered(registration)).then(opened);
    await given(openMailbox, [opened]).when(new DeviceRegistered(registration)).thenNothing();
  });
  test("for nobody else", async () => {
    await given(reboot)
      .when(new RebootDevice(mail("c-1")))
      .thenRejected("device-unknown");
  });
});

describe("a command for a device", () => {
  test("waits for a week, and no longer", async () => {
    await given(reboot, [opened])
      .when(new RebootDevice(mail("c-1")))
      .then(asked("c-1"), later(expiry("c-1"), { at: "2026-01-08T12:00:00.000Z" }, "c-1"));
  });
  test("waits for as long as it was told", async () => {
    const at = "2026-01-01T12:01:00.000Z";
    await given(reboot, [opened])
      .when(new RebootDevice({ ...mail("c-1"), expiresAfter: 60_000 }))
      .then(new RebootRequested({ ...mail("c-1"), expiresAt: at }), later(expiry("c-1"), { at }, "c-1"));
  });
  test("is one however often it is asked for, also after its end", async () => {
    await given(reboot, [opened, asked("c-1")])
      .when(new RebootDevice(mail("c-1")))
      .thenNothing();
    await given(reboot, [opened, asked("c-1"), rebooted])
      .when(new RebootDevice(mail("c-1")))
      .thenNothing();
  });
  test("is refused while another of its kind waits", async () => {
    await given(reboot, [opened, asked("c-1")])
      .when(new RebootDevice(mail("c-2")))
      .thenRejected("reboot-under-way");
  });
});

describe("a device's word", () => {
  test("ends the command, which then expires no more", async () => {
    await given(acknowledge, [opened, asked("c-1")])
      .when(says("c-1", { status: "done" }))
      .then(rebooted, cancel(expiry("c-1"), "c-1"));
  });
  test("may be that it failed, with code and reason if there are any", async () => {
    const failed = (code: string, reason: string) => new RebootFailed({ ...mail("c-1"), code, reason });
    await given(acknowledge, [opened, asked("c-1")])
      .when(says("c-1", { status: "failed", code: "busy", reason: "a valve is open" }))
      .then(failed("busy", "a valve is open"), cancel(expiry("c-1"), "c-1"));
    await given(acknowledge, [opened, asked("c-1")])
      .when(says("c-1", { status: "failed" }))
      .then(failed("failed", "the device gave no reason"), cancel(expiry("c-1"), "c-1"));
  });
  test("is harmless the second time, whatever it says", async () => {
    for (const status of ["done", "failed"] as const)
      await given(acknowledge, [opened, asked("c-1"), rebooted])
        .when(says("c-1", { status }))
        .thenNothing();
  });
  test("is refused for what was never sent, has expired or was cancelled", async () => {
    const word = says("c-1", { status: "done" });
    await given(acknowledge, [opened]).when(word).thenRejected("command-unknown");
    await given(acknowledge, [opened, asked("c-1"), new DeviceCommandExpired(mail("c-1"))])
      .when(word)
      .thenRejected("command-expired");
    await given(acknowledge, [opened, asked("c-1"), new DeviceCommandCancelled(mail("c-1"))])
      .when(word)
      .thenRejected("command-cancelled");
  });
  test("is refused once ten others have ended since", async () => {
    const others = Array.from({ length: 10 }, (_, i) => `c-${i + 2}`);
    const since = (ids: readonly string[]) => ids.flatMap((id) => [asked(id), new DeviceRebooted(mail(id))]);
    await given(acknowledge, [opened, asked("c-1"), rebooted, ...since(others.slice(1))])
      .when(says("c-1", { status: "done" }))
      .thenNothing();
    await given(acknowledge, [opened, asked("c-1"), rebooted, ...since(others)])
      .when(says("c-1", { status: "done" }))
      .thenRejected("command-unknown");
  });
});

describe("a command that nobody has answered", () => {
  test("expires, and one that was answered does not", async () => {
    await given(expire, [opened, asked("c-1")])
      .when(expiry("c-1"))
      .then(new DeviceCommandExpired(mail("c-1")));
    await given(expire, [opened, asked("c-1"), rebooted])
      .when(expiry("c-1"))
      .thenNothing();
  });
  test("can be cancelled, and one that was answered cannot", async () => {
    await given(cancelCommand, [opened, asked("c-1")])
      .when(new CancelDeviceCommand(mail("c-1")))
      .then(new DeviceCommandCancelled(mail("c-1")), cancel(expiry("c-1"), "c-1"));
    await given(cancelCommand, [opened, asked("c-1"), rebooted])
      .when(new CancelDeviceCommand(mail("c-1")))
      .thenNothing();
    await given(cancelCommand, [opened])
      .when(new CancelDeviceCommand(mail("c-1")))
      .thenRejected("command-unknown");
  });
});
