import { Aws } from "aws-cdk-lib";
import { type Routes, routesOf } from "../../functions/runtime/routes.ts";
import type { Platform } from "../stacks/platform.ts";
import type { SystemData } from "../stacks/system-data.ts";
import { consume, onTable, type Permission, sendTo } from "./permission.ts";

/** Where Lambda puts what failed, and where exports of a journal belong. */
const [FAILED, EXPORTS] = ["aws/lambda", "exports"];

/** Routes inside one system: between systems there is only the bus. */
export const routesIn = ({ system }: Pick<SystemData, "system">): Routes => routesOf({ systems: [system] });

/** Consumers that a relay addresses: the handlers of commands, and the sagas that await replies and timers. */
export function addressed({ commands, repliesTo }: Routes): string[] {
  return [...new Set([...Object.values(commands).map(({ consumer }) => consumer), ...Object.values(repliesTo)])];
}

/** Setting what no queue can delay: a schedule of the system's group, which sends under the group's role. */
function setsTimers({ timers }: SystemData): Permission[] {
  if (!timers) return [];
  return [
    {
      actions: ["scheduler:CreateSchedule"],
      resources: [`${timers.schedules}/*`],
      unnamed: "schedules are named by the hash of their message's id",
    },
    {
      actions: ["iam:PassRole"],
      resources: [timers.role.roleArn],
      conditions: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
    },
  ];
}

/** What sending takes, and only relays may: topic, bus, the queues of those addressed, and their timers. */
function sends(data: SystemData, platform: Platform): Permission[] {
  const routes = routesIn(data);
  const queues = addressed(routes).map((name) => data.queues.get(name)!.queue);
  return [
    { actions: ["sns:Publish"], resources: [data.topic.topicArn] },
    ...(routes.public.length > 0 ? [{ actions: ["events:PutEvents"], resources: [platform.bus.eventBusArn] }] : []),
    ...(queues.length > 0 ? [sendTo(...queues)] : []),
    ...setsTimers(data),
  ];
}

const setsAside = ({ retry }: SystemData, { trace }: Platform): Permission[] => [
  sendTo(retry.queue),
  onTable(trace, "BatchWriteItem"),
];

const sameAccount = { StringEquals: { "s3:ResourceAccount": Aws.ACCOUNT_ID } };

export function relayPermissions(data: SystemData, platform: Platform): Permission[] {
  const { failedRecordsArn } = platform;
  return [
    ...sends(data, platform),
    ...setsAside(data, platform),
    {
      actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
      resources: [data.journal.streamArn],
    },
    {
      actions: ["s3:PutObject"],
      resources: [`${failedRecordsArn}/${FAILED}/*`],
      conditions: sameAccount,
      unnamed: "Lambda names the objects of failed records by mapping, shard and time",
    },
    { actions: ["s3:ListBucket"], resources: [failedRecordsArn], conditions: sameAccount },
  ];
}

/** What came before its time for a FIFO queue waits in the same queue again. */
export const relayRetryPermissions = (data: SystemData, platform: Platform): Permission[] => [
  ...sends(data, platform),
  consume(data.retry.queue),
  ...(data.timers?.viaRetry ? [sendTo(data.retry.queue)] : []),
];

export function sweeperPermissions(data: SystemData, platform: Platform): Permission[] {
  const { failedRecordsArn } = platform;
  return [
    ...sends(data, platform),
    ...setsAside(data, platform),
    {
      actions: ["s3:GetObject"],
      resources: [`${failedRecordsArn}/${FAILED}/*`, `${failedRecordsArn}/${EXPORTS}/${data.system.name}/*`],
      conditions: sameAccount,
      unnamed: "Lambda and DynamoDB name the objects of failed records and of exports",
    },
  ];
}
