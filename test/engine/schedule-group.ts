import { randomUUID } from "node:crypto";
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  ListSchedulesCommand,
  type SchedulerClient,
  type Target,
} from "@aws-sdk/client-scheduler";
import type { Message, SQSClient } from "@aws-sdk/client-sqs";
import { onTestFinished } from "vitest";
import { schedulerClient } from "../../functions/runtime/aws/clients/scheduler.ts";
import { sqsClient } from "../../functions/runtime/aws/clients/sqs.ts";
import { type LocalAws, localAws } from "../../local/deploy/local-aws.ts";
import { openSchedules } from "../../local/runner/schedules/index.ts";
import { createQueue, receive } from "../conformance/grounds/queues.ts";
import { openForTest } from "../local/engine-fixture.ts";

export const arnOf = (queue: string) => `arn:aws:sqs:us-east-1:000000000000:${queue}`;

const TOKYO_IS_AHEAD = 9 * 3_600_000;

interface Wish {
  readonly group: string;
  readonly name?: string;
  /** Milliseconds since 1970, of a whole second. */
  readonly due: number;
  readonly after?: "DELETE" | "NONE";
  readonly zone?: string;
  readonly target: Partial<Target>;
}

/** Makes a schedule in a zone of its own, in which no engine's own scheduler would fire it for hours. */
export async function createSchedule(scheduler: SchedulerClient, { group, name, due, after, zone, target }: Wish) {
  const local = new Date(due + TOKYO_IS_AHEAD).toISOString().slice(0, 19);
  await scheduler.send(
    new CreateScheduleCommand({
      Name: name ?? randomUUID(),
      GroupName: group,
      ScheduleExpression: `at(${local})`,
      ScheduleExpressionTimezone: zone ?? "Asia/Tokyo",
      FlexibleTimeWindow: { Mode: "OFF" },
      ActionAfterCompletion: after ?? "DELETE",
      Target: { RoleArn: "arn:aws:iam::000000000000:role/timers", Arn: "", ...target },
    }),
  );
}

export async function namesIn(scheduler: SchedulerClient, group: string): Promise<(string | undefined)[]> {
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({ GroupName: group }));
  return Schedules.map(({ Name }) => Name);
}

/** Takes what a queue holds until there are `count` messages. */
export async function take(sqs: SQSClient, QueueUrl: string, count: number): Promise<Message[]> {
  const taken: Message[] = [];
  while (taken.length < count) taken.push(...(await receive(sqs, QueueUrl, 1)));
  return taken;
}

/** A system with this schedule group. */
export const systemOf = (group: string) => ({
  environment: {
    stage: "t",
    system: "s",
    region: "us-east-1",
    tables: { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" },
    queues: {},
    deadLetterQueues: {},
    config: {},
    schedules: { group, role: "r", deadLetterQueueArn: "d", targets: [] },
  },
});

/** Follows a group until the test ends; answers what goes wrong. */
export function follow(aws: LocalAws, sqs: SQSClient, group: string): unknown[] {
  const troubles: unknown[] = [];
  const schedules = openSchedules({ aws, sqs, trouble: (error) => troubles.push(error) });
  onTestFinished(() => schedules.stop());
  schedules.use([systemOf(group)]);
  return troubles;
}

/** An engine with a schedule group and a queue in it. */
export async function withGroup() {
  const aws = localAws((await openForTest()).endpoint);
  const [scheduler, sqs] = [schedulerClient(aws), sqsClient(aws)];
  onTestFinished(() => {
    scheduler.destroy();
    sqs.destroy();
  });
  await scheduler.send(new CreateScheduleGroupCommand({ Name: "timers" }));
  return { aws, scheduler, sqs, queue: (name: string) => createQueue(sqs, name), group: "timers" };
}
