import { Aws, RemovalPolicy, Stack } from "aws-cdk-lib";
import { type IRole, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { sendTo } from "../permissions/permission.ts";
import type { Settings } from "../settings.ts";
import type { ConsumerQueue } from "./consumer-queue.ts";
import { exactRole } from "./exact-role.ts";
import { outputForOthers } from "./output-for-others.ts";

export interface TimersProps {
  /** Queues of the consumers of what may wait longer than they can delay, by consumer. */
  readonly targets: ReadonlyMap<string, ConsumerQueue>;
  /** The relay's retry queue, where messages for the FIFO ones among them wait. */
  readonly retry: ConsumerQueue;
  /** Standard, as the scheduler demands. */
  readonly undeliverable: Queue;
  /** Whether timers that were set outlive the stack, and how others write their ARNs. */
  readonly settings: Pick<Settings, "keeps" | "without">;
}

/**
 * Where timers and commands wait that no queue can delay: a schedule group, and the role under which the scheduler sends them.
 * Both stay when a system no longer waits that long, since what was set before then is still to come.
 */
export class Timers extends Construct {
  readonly group: string;
  /** ARN of the group's schedules, without their names, as other stacks may write it into a policy: a name that can be foreseen. */
  readonly schedules: string;
  readonly role: IRole;
  /** Consumers. */
  readonly targets: readonly string[];
  /** Whether schedules send to the retry queue. */
  readonly viaRetry: boolean;
  readonly undeliverable: Queue;

  constructor(scope: Construct, id: string, { targets, retry, undeliverable, settings }: TimersProps) {
    super(scope, id);
    const group = new CfnScheduleGroup(this, "Group");
    const queues = [...targets.values()];
    this.targets = [...targets.keys()];
    this.viaRetry = queues.some(({ fifo }) => fifo);
    const reached = [...queues.filter(({ fifo }) => !fifo), ...(this.viaRetry ? [retry] : [])];
    const stack = Stack.of(this);
    const schedules = stack.formatArn({ service: "scheduler", resource: "schedule", resourceName: group.ref });
    const onlyForGroup = { "aws:SourceAccount": Aws.ACCOUNT_ID, "aws:SourceArn": group.attrArn };
    this.group = group.ref;
    this.schedules = outputForOthers(stack, "TimerSchedules", schedules, settings);
    this.role = exactRole(
      this,
      "Role",
      [sendTo(...reached.map(({ queue }) => queue), undeliverable)],
      new ServicePrincipal("scheduler.amazonaws.com", { conditions: { StringEquals: onlyForGroup } }),
    );
    this.undeliverable = undeliverable;
    const policy = settings.keeps ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    for (const each of [group, this.role, undeliverable]) each.applyRemovalPolicy(policy);
  }
}
