import { Rejected, state } from "../../runtime/index.ts";
import {
  FirmwareRollbackStarted,
  FirmwareRolledBack,
  FirmwareRolloutAdvanced,
  FirmwareRolloutCompleted,
  FirmwareRolloutPaused,
  FirmwareRolloutResumed,
  FirmwareRolloutStarted,
} from "../contracts.ts";

export type RolloutStatus = "none" | "running" | "paused" | "completed" | "rolling-back" | "rolled-back";

/** What has been decided about a rollout; how its devices fare is the saga's affair. */
export interface Rollout {
  readonly status: RolloutStatus;
  /** Counts what has been decided. */
  readonly decision: number;
  readonly stage: number;
}

const initial: Rollout = { status: "none", decision: 0, stage: 1 };

export const rollout = state("rollout", {
  key: "rolloutId",
  from: [
    FirmwareRolloutStarted,
    FirmwareRolloutAdvanced,
    FirmwareRolloutCompleted,
    FirmwareRolloutPaused,
    FirmwareRolloutResumed,
    FirmwareRollbackStarted,
    FirmwareRolledBack,
  ],
  initial,
})({
  FirmwareRolloutStarted: (_, { decision }) => ({ status: "running", decision, stage: 1 }),
  FirmwareRolloutAdvanced: (_, { decision, stage }) => ({ status: "running", decision, stage }),
  FirmwareRolloutCompleted: (current, { decision }) => ({ ...current, decision, status: "completed" }),
  FirmwareRolloutPaused: (current, { decision }) => ({ ...current, decision, status: "paused" }),
  FirmwareRolloutResumed: (current, { decision }) => ({ ...current, decision, status: "running" }),
  FirmwareRollbackStarted: (current, { decision }) => ({ ...current, decision, status: "rolling-back" }),
  FirmwareRolledBack: (current, { decision }) => ({ ...current, decision, status: "rolled-back" }),
});

/** Refuses what needs a rollout that exists. */
export function assertStarted({ status }: Rollout): void {
  if (status === "none")
    throw new Rejected("rollout-not-found", "there is no such rollout", { help: "start it first" });
}

/** Refuses what needs a rollout that can still go on. */
export function assertUnfinished(current: Rollout): void {
  assertStarted(current);
  if (current.status !== "running" && current.status !== "paused")
    throw new Rejected("rollout-over", `the rollout is ${current.status}`, { help: "start another rollout" });
}

/** Whether something newer has been decided than what the sender knew; an operator's word is never stale. */
export const isStale = ({ decision }: Rollout, answered: number | undefined): boolean =>
  answered !== undefined && answered !== decision;

/** What the next decision carries. */
export const deciding = ({ decision }: Rollout, rolloutId: string) => ({ rolloutId, decision: decision + 1 });
