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
  /** Queues of the sagas, by consumer. */
  readonly sagas: ReadonlyMap<string, ConsumerQueue>;
  /** Standard, as the scheduler demands. */
  readonly undeliverable: Queue;
  /** Whether timers that were set outlive the stack, and how others write their ARNs. */
  readonly settings: Pick<Settings, "keeps" | "without">;
}

/**
 * Where timers wait that no queue can delay: a schedule group, and the role under which the scheduler sends them.
 * Both stay when a system no longer waits that long, since timers set before then are still to come.
 */
export class Timers extends Construct {
  readonly group: string;
  /** ARN of the group's schedules, without their names, as other stacks may write it into a policy: a name that can be foreseen. */
  readonly schedules: string;
  readonly role: IRole;
  readonly sagas: ReadonlyMap<string, ConsumerQueue>;
  readonly undeliverable: Queue;

  constructor(scope: Construct, id: string, { sagas, undeliverable, settings }: TimersProps) {
    super(scope, id);
    const group = new CfnScheduleGroup(this, "Group");
    const stack = Stack.of(this);
    const schedules = stack.formatArn({ service: "scheduler", resource: "schedule", resourceName: group.ref });
    const onlyForGroup = { "aws:SourceAccount": Aws.ACCOUNT_ID, "aws:SourceArn": group.attrArn };
    this.group = group.ref;
    this.schedules = outputForOthers(stack, "TimerSchedules", schedules, settings);
    this.role = exactRole(
      this,
      "Role",
      [sendTo(...[...sagas.values()].map(({ queue }) => queue), undeliverable)],
      new ServicePrincipal("scheduler.amazonaws.com", { conditions: { StringEquals: onlyForGroup } }),
    );
    this.sagas = sagas;
    this.undeliverable = undeliverable;
    const policy = settings.keeps ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    for (const each of [group, this.role, undeliverable]) each.applyRemovalPolicy(policy);
  }
}
