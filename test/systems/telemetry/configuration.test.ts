import { describe, expect, test } from "vitest";
import type { Message } from "../../../functions/runtime/contract.ts";
import { given } from "../../../functions/runtime/testing/index.ts";
import { deliverable } from "../../../functions/telemetry/api/mailbox.ts";
import configure from "../../../functions/telemetry/configure-device.ts";
import {
  ConfigurationChanged,
  ConfigurationDesired,
  ConfigurationReported,
  ConfigureDevice,
  ReportConfiguration,
} from "../../../functions/telemetry/contracts.ts";
import { type Mailbox, mailbox } from "../../../functions/telemetry/domain/mailbox.ts";
import report from "../../../functions/telemetry/report-configuration.ts";
import { emptyWorld } from "../commerce/world.ts";
import { deviceId, opened } from "./mail-samples.ts";

const fast = { interval: 10, unit: "C" };
const slow = { interval: 60, unit: "C" };
const numbered = (version: number, settings: typeof fast) => ({ deviceId, version, settings });
const desired = (version: number, settings: typeof fast) => new ConfigurationDesired(numbered(version, settings));
const reported = (version: number, settings: typeof fast) => new ConfigurationReported(numbered(version, settings));
const reports = (version: number, settings: typeof fast) => new ReportConfiguration(numbered(version, settings));
const changed = (settings: typeof fast) => new ConfigurationChanged({ deviceId, settings });

/** What a device finds after these facts. */
function found(...facts: readonly Message[]) {
  const world = emptyWorld();
  world.append(mailbox, deviceId, facts);
  return deliverable(world.state<Mailbox>(mailbox, deviceId), 0).map(({ id, data }) => [id, data]);
}

describe("a desired configuration", () => {
  test("is numbered, and the same again is the same wish, however it is written", async () => {
    await given(configure, [opened])
      .when(new ConfigureDevice({ deviceId, settings: fast }))
      .then(desired(1, fast));
    await given(configure, [opened, desired(1, fast)])
      .when(new ConfigureDevice({ deviceId, settings: { unit: "C", interval: 10 } }))
      .thenNothing();
    await given(configure, [opened, desired(1, fast)])
      .when(new ConfigureDevice({ deviceId, settings: slow }))
      .then(desired(2, slow));
  });
  test("needs a device", async () => {
    await given(configure)
      .when(new ConfigureDevice({ deviceId, settings: fast }))
      .thenRejected("device-unknown");
    await given(report).when(reports(1, fast)).thenRejected("device-unknown");
  });
  test("is one command for the device, the newest alone", () => {
    expect(found(opened)).toEqual([]);
    expect(found(opened, desired(1, fast))).toEqual([["configuration-1", { version: 1, settings: fast }]]);
    expect(found(opened, desired(1, fast), desired(2, slow))).toEqual([
      ["configuration-2", { version: 2, settings: slow }],
    ]);
  });
});

describe("a reported configuration", () => {
  const asked = [opened, desired(1, fast), desired(2, slow)];
  test("that is what is desired ends the wish", async () => {
    await given(report, asked).when(reports(2, slow)).then(reported(2, slow), changed(slow));
    expect(found(...asked, reported(2, slow))).toEqual([]);
  });
  test("that is older, or something else, leaves it waiting", async () => {
    for (const other of [numbered(1, fast), numbered(2, fast), numbered(1, slow), numbered(0, slow)]) {
      await given(report, asked).when(new ReportConfiguration(other)).then(new ConfigurationReported(other));
      expect(found(...asked, new ConfigurationReported(other))).toEqual([
        ["configuration-2", { version: 2, settings: slow }],
      ]);
    }
  });
  test("told twice is told once", async () => {
    await given(report, [...asked, reported(2, slow), changed(slow)])
      .when(reports(2, slow))
      .thenNothing();
  });
  test("of a device that has lost its settings wakes the wish again", async () => {
    const settled = [...asked, reported(2, slow), changed(slow)];
    await given(report, settled).when(reports(0, fast)).then(reported(0, fast));
    expect(found(...settled, reported(0, fast))).toHaveLength(1);
    await given(report, [...settled, reported(0, fast)])
      .when(reports(2, slow))
      .then(reported(2, slow), changed(slow));
  });
  test("of a device of which nothing is desired is kept", async () => {
    await given(report, [opened]).when(reports(0, fast)).then(reported(0, fast));
  });
});
