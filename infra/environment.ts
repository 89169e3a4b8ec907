import { Aws } from "aws-cdk-lib";
import type { Environment } from "../functions/runtime/aws/env.ts";
import type { Timers } from "./constructs/timers.ts";
import type { Settings } from "./settings.ts";
import type { Platform } from "./stacks/platform.ts";
import type { SystemData } from "./stacks/system-data.ts";

/** What of its surroundings a function needs to know; everything else is left out. */
export interface Scope {
  /** Consumers whose queues it sends to or receives from. */
  readonly queues?: readonly string[];
  readonly deadLetterQueues?: readonly string[];
  readonly relays?: boolean;
  readonly bus?: boolean;
  readonly traces?: boolean;
  readonly email?: boolean;
  readonly config?: boolean;
}

/** Used where emails go nowhere. */
const LOCAL_SENDER = "bugle@example.com";

export const senderOf = ({ emailFrom, local }: Settings): string | undefined =>
  emailFrom ?? (local ? LOCAL_SENDER : undefined);

const urls = (data: SystemData, of: "queue" | "deadLetterQueue", names: readonly string[] = []) =>
  Object.fromEntries(
    names.flatMap((name) => (data.queues.has(name) ? [[name, data.queues.get(name)![of].queueUrl]] : [])),
  );

const schedulesOf = ({ group, role, undeliverable, targets }: Timers) => ({
  group,
  role: role.roleArn,
  deadLetterQueueArn: undeliverable.queueArn,
  targets,
});

/** The environment of one function of the system; names of resources are tokens until the deploy. */
export function environmentFor(scope: Scope, data: SystemData, platform: Platform, settings: Settings): Environment {
  const { system, tables, timers } = data;
  const sender = scope.email ? senderOf(settings) : undefined;
  return {
    stage: settings.stage,
    system: system.name,
    region: Aws.REGION,
    tables: {
      journal: data.journal.table.tableName,
      snapshots: tables.snapshots.tableName,
      attempts: tables.attempts.tableName,
      models: tables.models.tableName,
      keys: tables.keys.tableName,
      ...(scope.traces && { trace: platform.trace.tableName }),
    },
    queues: urls(data, "queue", scope.queues),
    deadLetterQueues: urls(data, "deadLetterQueue", scope.deadLetterQueues),
    ...(scope.relays && { topic: data.topic.topicArn, retryQueue: data.retry.queue.queueUrl }),
    ...(scope.relays && timers && { schedules: schedulesOf(timers) }),
    ...(scope.bus && { bus: platform.bus.eventBusName }),
    ...(scope.traces && { trace: settings.trace }),
    ...(sender && { emailFrom: sender }),
    config: scope.config ? { ...settings.config(system.name) } : {},
  };
}
