import { describe, test } from "vitest";
import { givenSaga, type Heard, rejected, timeout } from "../../../functions/runtime/testing/index.ts";
import {
  CompleteFirmwareRollout,
  FinishFirmwareRollback,
  FirmwareRollbackStarted,
  FirmwareRolledBack,
  FirmwareRolloutCompleted,
  FirmwareRolloutPaused,
  FirmwareRolloutResumed,
} from "../../../functions/telemetry/contracts.ts";
import rollout from "../../../functions/telemetry/firmware-rollout.saga.ts";
import {
  advance,
  advanced,
  allEnded,
  back,
  decided,
  ended,
  fleet,
  forth,
  pause,
  recall,
  rollBack,
  started,
} from "./rollout-samples.ts";

const having = (...heard: Heard[]) => givenSaga(rollout, heard);
const paused = (decision: number) => new FirmwareRolloutPaused({ ...decided(decision), reason: "by hand" });
const resumed = (decision: number) => new FirmwareRolloutResumed(decided(decision));
const goingBack = (decision: number) => new FirmwareRollbackStarted({ ...decided(decision), reason: "by hand" });

const devices = fleet(200);
const [first = "", second = ""] = devices;
const stage1 = devices.slice(0, 2);
const stage2 = devices.slice(2, 20);
const begun = started(devices);
const inStage2 = [begun, ...allEnded(stage1), advanced(2, 2)];
const inStage3 = [...inStage2, ...allEnded(stage2), advanced(3, 3)];

describe("the stages of a rollout", () => {
  test("reach 1 %, 10 % and all of the devices", () => {
    having()
      .when(begun)
      .then(...stage1.map(forth))
      .thenWaits("installs");
    having(begun, ...allEnded(stage1))
      .when(advanced(2, 2))
      .then(...stage2.map(forth));
    having(...inStage2, ...allEnded(stage2))
      .when(advanced(3, 3))
      .then(...devices.slice(20, 120).map(forth))
      .thenWaits("installs", "turn");
    having(...inStage3)
      .when(timeout("turn"))
      .then(...devices.slice(120).map(forth))
      .thenWaits("installs");
  });
  test("begin with one device in a fleet of three", () => {
    having()
      .when(started(fleet(3)))
      .then(forth("d-0"));
  });
  test("follow when enough devices have installed, those included that had it before", () => {
    having(begun, ended(first)).when(ended(second, "already-installed")).then(advance(1)).thenWaits("decision");
    having(begun).when(ended(first)).thenNothing().thenWaits("installs");
  });
  test("do not wait for the last device", () => {
    having(...inStage2, ...allEnded(stage2.slice(1, -1)))
      .when(ended(stage2[0] ?? ""))
      .then(advance(2))
      .thenWaits("decision", "installs");
  });
  test("end when every device has told", () => {
    const rest = devices.slice(20);
    const told = [...inStage3, timeout("turn"), ...allEnded(rest.slice(1))];
    having(...told)
      .when(ended(rest[0] ?? "", "failed"))
      .then(new CompleteFirmwareRollout(decided(3)));
    having(...told.slice(0, -1))
      .when(ended(rest[0] ?? ""))
      .thenNothing();
    having(...told, ended(rest[0] ?? ""))
      .when(new FirmwareRolloutCompleted(decided(4)))
      .thenNothing()
      .thenWaits();
  });
});

describe("an unhealthy stage", () => {
  test("is paused, or rolled back as declared, once, with the reason", () => {
    having(begun).when(ended(first, "failed")).then(pause(1, "stage 1: 1 of 2 installs failed"));
    having(begun, ended(first, "failed")).when(ended(second, "failed")).thenNothing().thenWaits("decision");
    having(started(devices, "roll-back"))
      .when(ended(first, "failed"))
      .then(rollBack(1, "stage 1: 1 of 2 installs failed"));
  });
  test("is one that is not reached in time as well", () => {
    having(begun).when(ended(first, "expired")).then(pause(1, "stage 1: 1 of 2 devices were not reached or failed"));
  });
  test("is one whose installs are refused", () => {
    having(begun)
      .when(rejected(forth(first), "wrong-model"))
      .then(pause(1, "stage 1: 1 of 2 installs failed"));
  });
  test("asks no further device while its pause is on its way", () => {
    having(...inStage3, ...allEnded(devices.slice(20, 31), "failed"))
      .when(timeout("turn"))
      .thenNothing();
  });
  test("asks again if no decision is heard", () => {
    having(begun, ended(first, "failed"))
      .when(timeout("decision"))
      .then(pause(1, "stage 1: 1 of 2 installs failed"))
      .thenWaits("decision", "installs");
  });
});

describe("a paused rollout", () => {
  test("asks no device, and judges nothing", () => {
    having(...inStage3)
      .when(paused(4))
      .thenNothing()
      .thenWaits();
    having(...inStage3, paused(4))
      .when(timeout("turn"))
      .thenNothing();
    having(begun, paused(2), ended(first)).when(ended(second)).thenNothing();
  });
  test("goes on where it was when it is resumed", () => {
    having(...inStage3, paused(4))
      .when(resumed(5))
      .then(...devices.slice(120).map(forth));
    having(begun, paused(2), ...allEnded(stage1))
      .when(resumed(3))
      .then(advance(3));
  });
  test("forgives what has failed when it is resumed", () => {
    having(begun, ended(first, "failed"), ended(second), paused(2)).when(resumed(3)).then(advance(3));
    having(begun, ended(first, "failed"), paused(2), ended(second, "failed")).when(resumed(3)).then(advance(3));
  });
});

describe("a rollback", () => {
  test("returns the devices that have installed, recalls those asked, and leaves the others alone", () => {
    const three = [started(devices), advanced(2, 2), ended("d-0"), ended("d-1", "already-installed")];
    having(...three, ended("d-2", "failed"))
      .when(goingBack(3))
      .then(back("d-0"), ...devices.slice(3, 20).map(recall))
      .thenWaits("installs");
  });
  test("ends when all of them have told, those too that could not be reached", () => {
    const going = [begun, ended(first), goingBack(2)];
    having(...going, ended(second, "cancelled"))
      .when(ended(first, "installed", "1.0.0"))
      .then(new FinishFirmwareRollback(decided(2)));
    having(...going, ended(second, "cancelled"))
      .when(ended(first, "expired", "1.0.0"))
      .then(new FinishFirmwareRollback(decided(2)));
    having(...going, ended(second, "cancelled"))
      .when(rejected(back(first), "install-under-way"))
      .then(new FinishFirmwareRollback(decided(2)));
    having(...going)
      .when(ended(first, "installed", "1.0.0"))
      .thenNothing()
      .thenWaits("installs");
  });
  test("returns a device too that had installed before its recall came", () => {
    having(begun, goingBack(2), ended(first, "cancelled")).when(ended(second)).thenNothing().thenWaits("turn");
    having(begun, goingBack(2), ended(first, "cancelled"), ended(second)).when(timeout("turn")).then(back(second));
  });
  test("returns a device that tells after the end that it has installed after all", () => {
    const over = [
      begun,
      goingBack(2),
      ...allEnded(stage1, "expired"),
      new FirmwareRolledBack(decided(3)),
      ended(first),
    ];
    having(...over)
      .when(timeout("turn"))
      .then(back(first))
      .thenWaits("installs");
  });
  test("of a completed rollout returns every device", () => {
    having(...inStage3, ...allEnded(devices.slice(20)), new FirmwareRolloutCompleted(decided(4)))
      .when(goingBack(5))
      .then(...devices.slice(0, 100).map(back))
      .thenWaits("installs", "turn");
  });
});

describe("in whatever order a rollout's news come", () => {
  test("the newest decision counts", () => {
    having(resumed(3))
      .when(begun)
      .then(...stage1.map(forth));
    having(paused(2)).when(begun).thenNothing().thenWaits();
    having(begun, resumed(3)).when(paused(2)).thenNothing().thenWaits("installs");
    having(begun, paused(3)).when(advanced(2, 2)).thenNothing();
    having(begun, paused(3), advanced(2, 2))
      .when(resumed(4))
      .then(...stage2.map(forth));
    having(goingBack(2))
      .when(begun)
      .then(new FinishFirmwareRollback(decided(2)));
  });
  test("a device that has installed after all has installed", () => {
    having(begun, ended(first), ended(first, "expired")).when(ended(second)).then(advance(1));
  });
  test("a device twice is a device", () => {
    having(begun, ended(first)).when(ended(first)).thenNothing();
    having(begun).when(ended("stranger", "failed")).thenNothing();
  });
});
