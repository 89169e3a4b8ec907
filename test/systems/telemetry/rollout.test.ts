import { describe, expect, test } from "vitest";
import { type Given, given } from "../../../functions/runtime/testing/index.ts";
import advanceRollout from "../../../functions/telemetry/advance-firmware-rollout.ts";
import completeRollout from "../../../functions/telemetry/complete-firmware-rollout.ts";
import {
  CompleteFirmwareRollout,
  FinishFirmwareRollback,
  FirmwareRollbackStarted,
  FirmwareRolledBack,
  FirmwareRolloutCompleted,
  FirmwareRolloutPaused,
  FirmwareRolloutResumed,
  PauseFirmwareRollout,
  ResumeFirmwareRollout,
  RollBackFirmware,
} from "../../../functions/telemetry/contracts.ts";
import { inRolloutOrder } from "../../../functions/telemetry/domain/stages.ts";
import finishRollback from "../../../functions/telemetry/finish-firmware-rollback.ts";
import pauseRollout from "../../../functions/telemetry/pause-firmware-rollout.ts";
import resumeRollout from "../../../functions/telemetry/resume-firmware-rollout.ts";
import rollBackFirmware from "../../../functions/telemetry/roll-back-firmware.ts";
import startRollout from "../../../functions/telemetry/start-firmware-rollout.ts";
import { v2 } from "./mail-samples.ts";
import { advance, advanced, decided, fleet, pause, rollBack, rolloutId, start, started } from "./rollout-samples.ts";

const running = [started(fleet(3))];
const reason = "by hand";
const paused = (decision: number) => new FirmwareRolloutPaused({ ...decided(decision), reason });
const goingBack = (decision: number) => new FirmwareRollbackStarted({ ...decided(decision), reason });
const completed = (decision: number) => new FirmwareRolloutCompleted(decided(decision));
const byHand = {
  pause: new PauseFirmwareRollout({ rolloutId, reason }),
  resume: new ResumeFirmwareRollout({ rolloutId }),
  rollBack: new RollBackFirmware({ rolloutId, reason }),
};

describe("a rollout starts", () => {
  test("once, with each device once, in an order that its id decides", async () => {
    await given(startRollout)
      .when(start(["d-0", "d-1", "d-2", "d-1"]))
      .then(started(["d-2", "d-1", "d-0"]));
    expect(inRolloutOrder("r-2", ["d-0", "d-1", "d-2"])).toEqual(["d-0", "d-2", "d-1"]);
    await given(startRollout, running)
      .when(start(["d-9"]))
      .thenNothing();
  });
  test("not with the version that it would return to", async () => {
    const same = start(["d-0"]);
    await given(startRollout)
      .when({ ...same, data: { ...same.data, from: v2 } })
      .thenRejected("same-version");
  });
});

describe("a running rollout", () => {
  test("advances to the last stage and completes", async () => {
    const last = [...running, advanced(2, 2), advanced(3, 3)];
    await given(advanceRollout, running).when(advance(1)).then(advanced(2, 2));
    await given(advanceRollout, last).when(advance(3)).thenNothing();
    await given(completeRollout, last)
      .when(new CompleteFirmwareRollout(decided(3)))
      .then(completed(4));
  });
  test("is paused and resumed", async () => {
    await given(pauseRollout, running).when(byHand.pause).then(paused(2));
    await given(pauseRollout, [...running, paused(2)])
      .when(byHand.pause)
      .thenNothing();
    await given(resumeRollout, [...running, paused(2)])
      .when(byHand.resume)
      .then(new FirmwareRolloutResumed(decided(3)));
    await given(resumeRollout, running).when(byHand.resume).thenNothing();
  });
  test("is rolled back, then done with", async () => {
    await given(rollBackFirmware, running).when(byHand.rollBack).then(goingBack(2));
    await given(rollBackFirmware, [...running, goingBack(2)])
      .when(byHand.rollBack)
      .thenNothing();
    await given(finishRollback, [...running, goingBack(2)])
      .when(new FinishFirmwareRollback(decided(2)))
      .then(new FirmwareRolledBack(decided(3)));
  });
});

describe("a paused rollout", () => {
  const facts = [...running, paused(2)];
  test("neither advances nor completes", async () => {
    await given(advanceRollout, facts).when(advance(2)).thenNothing();
    await given(completeRollout, facts)
      .when(new CompleteFirmwareRollout(decided(2)))
      .thenNothing();
  });
  test("can be rolled back", async () => {
    await given(rollBackFirmware, facts).when(byHand.rollBack).then(goingBack(3));
  });
});

test("a completed rollout can be rolled back, but neither paused nor resumed", async () => {
  const facts = [...running, completed(2)];
  await given(rollBackFirmware, facts).when(byHand.rollBack).then(goingBack(3));
  await given(pauseRollout, facts).when(byHand.pause).thenRejected("rollout-over");
  await given(resumeRollout, facts).when(byHand.resume).thenRejected("rollout-over");
});

test("what the saga asks on old news is ignored, what an operator asks is not", async () => {
  const facts = [...running, paused(2), new FirmwareRolloutResumed(decided(3))];
  await given(pauseRollout, facts).when(pause(1, "old")).thenNothing();
  await given(advanceRollout, facts).when(advance(1)).thenNothing();
  await given(rollBackFirmware, facts).when(rollBack(2, "old")).thenNothing();
  await given(pauseRollout, facts).when(byHand.pause).then(paused(4));
});

test("nothing is decided about a rollout that does not exist", async () => {
  const none: Given[] = [];
  await given(pauseRollout, none).when(byHand.pause).thenRejected("rollout-not-found");
  await given(resumeRollout, none).when(byHand.resume).thenRejected("rollout-not-found");
  await given(rollBackFirmware, none).when(byHand.rollBack).thenRejected("rollout-not-found");
  await given(advanceRollout, none).when(advance(1)).thenRejected("rollout-not-found");
});
