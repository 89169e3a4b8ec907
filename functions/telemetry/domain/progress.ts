import type { FirmwareRolloutStarted, RolloutInstallFinished } from "../contracts.ts";
import { allAfter, countOf, MARK, type News, oneAfter, placesFor } from "./marks.ts";
import type { RolloutStatus } from "./rollout.ts";
import { LAST_STAGE, reachOf } from "./stages.ts";

type Plan = Omit<FirmwareRolloutStarted["data"], "rolloutId" | "decision">;
type InstallOutcome = RolloutInstallFinished["data"]["outcome"];

/** What the saga has asked to be decided, until something is. */
export interface Ask {
  readonly what: "advance" | "complete" | "pause" | "roll-back" | "finish";
  readonly reason: string;
}

/** A rollout as its saga knows it. */
export interface Progress {
  readonly status: RolloutStatus;
  /** The newest decision that was heard. */
  readonly decision: number;
  readonly stage: number;
  /** Absent until the start is heard. */
  readonly plan: Plan | null;
  /** One mark for each of the plan's devices. */
  readonly marks: string;
  readonly ask: Ask | null;
  /** When a device was last asked for something, ISO 8601. */
  readonly lastAsked: string;
}

export const unborn: Progress = {
  status: "none",
  decision: 0,
  stage: 1,
  plan: null,
  marks: "",
  ask: null,
  lastAsked: "",
};

const isGoingBack = ({ status }: Progress): boolean => status === "rolling-back" || status === "rolled-back";

/** Takes a decision, unless a newer one has been heard before it. */
const decided = (current: Progress, status: RolloutStatus, decision: number): Progress =>
  decision > current.decision ? { ...current, status, decision, ask: null } : current;

export function started(
  current: Progress,
  { rolloutId: _, decision, ...plan }: FirmwareRolloutStarted["data"],
): Progress {
  if (current.plan) return current;
  return { ...decided(current, "running", decision), plan, marks: MARK.waiting.repeat(plan.devices.length) };
}

export const advanced = (current: Progress, decision: number, stage: number): Progress => ({
  ...decided(current, "running", decision),
  stage: Math.max(current.stage, stage),
});

export const paused = (current: Progress, decision: number): Progress => decided(current, "paused", decision);
export const completed = (current: Progress, decision: number): Progress => decided(current, "completed", decision);
export const rolledBack = (current: Progress, decision: number): Progress => decided(current, "rolled-back", decision);

export function resumed(current: Progress, decision: number): Progress {
  const next = decided(current, "running", decision);
  return next === current ? current : { ...next, marks: allAfter(current.marks, "resumed") };
}

export function goingBack(current: Progress, decision: number): Progress {
  const next = decided(current, "rolling-back", decision);
  return next === current ? current : { ...next, marks: allAfter(current.marks, "turned") };
}

const endOfReturn = (outcome: InstallOutcome): News =>
  outcome === "installed" || outcome === "already-installed" ? "returned" : "stayed";

/** An install of the rollout, or a return from it, has ended on a device; what was installed after the turn is to return. */
export function settled(current: Progress, deviceId: string, version: string, outcome: InstallOutcome): Progress {
  const { plan, marks } = current;
  const place = plan?.devices.indexOf(deviceId) ?? -1;
  if (!plan || place < 0) return current;
  const told = oneAfter(marks, place, version === plan.to.version ? outcome : endOfReturn(outcome));
  const isLate = isGoingBack(current) && told !== marks;
  return { ...current, marks: isLate ? oneAfter(told, place, "turned") : told };
}

/** What has not been heard of long after it must have ended, counts as expired. */
export function overdue(current: Progress, time: string, margin: number): Progress {
  const within = current.plan?.within ?? 0;
  if (Date.parse(time) < Date.parse(current.lastAsked) + within + margin) return current;
  return { ...current, marks: allAfter(current.marks, "lost") };
}

/** Whether devices are expected to tell how it ended. */
export const isAwaiting = (current: Progress): boolean =>
  (current.status === "running" || isGoingBack(current)) && placesFor(current.marks, "lost").length > 0;

/** What devices are asked as things stand: for their install, or for their return or recall. */
export const request = (current: Progress): News => (isGoingBack(current) ? "asked-back" : "asked");

/** The devices that are to be asked next, by place. None while a decision is on its way. */
export function due(current: Progress): number[] {
  const { status, stage, marks, ask } = current;
  const isRunning = status === "running";
  if (ask || (!isRunning && !isGoingBack(current))) return [];
  const reach = isRunning ? reachOf(stage, marks.length) : marks.length;
  return placesFor(marks.slice(0, reach), request(current));
}

/** What is to be decided as things stand; undefined while nothing is. */
export function verdict(current: Progress): Ask | undefined {
  const { status, plan, stage, marks } = current;
  if (!plan) return undefined;
  if (status === "rolling-back")
    return isAwaiting(current) || due(current).length > 0 ? undefined : { what: "finish", reason: "" };
  return status === "running" ? verdictOfStage(plan, stage, marks) : undefined;
}

function verdictOfStage({ health, onUnhealthy }: Plan, stage: number, marks: string): Ask | undefined {
  const reached = marks.slice(0, reachOf(stage, marks.length));
  const size = reached.length - countOf(reached, MARK.forgiven);
  const failed = countOf(reached, MARK.failed);
  const lost = countOf(reached, MARK.expired, MARK.cancelled);
  const needed = Math.ceil((size * health.installedAtLeast) / 100);
  const unhealthy = (reason: string): Ask => ({ what: onUnhealthy, reason });
  if (failed * 100 > size * health.failedAtMost)
    return unhealthy(`stage ${stage}: ${failed} of ${size} installs failed`);
  if (size - failed - lost < needed)
    return unhealthy(`stage ${stage}: ${failed + lost} of ${size} devices were not reached or failed`);
  const isOver = countOf(reached, MARK.waiting, MARK.asked) === 0;
  if (stage === LAST_STAGE) return isOver ? { what: "complete", reason: "" } : undefined;
  const isHealthy = countOf(reached, MARK.installed, MARK.had) >= needed && countOf(reached, MARK.waiting) === 0;
  return isHealthy ? { what: "advance", reason: "" } : undefined;
}
