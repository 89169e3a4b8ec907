import type { SQSClient } from "@aws-sdk/client-sqs";
import { schedulerClient } from "../../../functions/runtime/aws/clients/scheduler.ts";
import type { LocalAws } from "../../deploy/local-aws.ts";
import type { DeployedSystem } from "../../deploy/outputs.ts";
import type { Trouble } from "../poller.ts";
import { followGroup } from "./follow-group.ts";

export interface SchedulesOptions {
  readonly aws: LocalAws;
  readonly sqs: SQSClient;
  readonly trouble: Trouble;
}

/**
 * What makes long timers come when they are due: the schedulers of local clouds are late, or never fire.
 * One that fires as well does no harm: a consumer handles what it has seen before only once.
 */
export interface Schedules {
  /** Follows the schedule groups of these systems and of no others; nothing is asked where none waits that long. */
  use(systems: readonly Pick<DeployedSystem, "environment">[]): void;
  stop(): Promise<void>;
}

export function openSchedules({ aws, sqs, trouble }: SchedulesOptions): Schedules {
  const scheduler = schedulerClient(aws);
  const followed = new Map<string, () => Promise<void>>();
  const ending = new Set<Promise<void>>();
  const use: Schedules["use"] = (systems) => {
    const groups = new Set(systems.flatMap(({ environment }) => environment.schedules?.group ?? []));
    for (const [group, stop] of followed) {
      if (groups.has(group)) continue;
      followed.delete(group);
      ending.add(stop());
    }
    for (const group of groups)
      if (!followed.has(group)) followed.set(group, followGroup({ scheduler, sqs, group, trouble }));
  };
  return {
    use,
    stop: async () => {
      use([]);
      await Promise.all(ending);
      scheduler.destroy();
    },
  };
}
