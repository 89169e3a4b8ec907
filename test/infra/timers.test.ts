import { beforeAll, expect, test } from "vitest";
import { readEnvironment } from "../../functions/runtime/aws/env.ts";
import { loadSystems, makeApp, ofType, type StackJson, shopContext, templates } from "./fixture.ts";
import { statementsOf } from "./statements.ts";
import { systems } from "./systems.ts";

let stacks: Record<string, StackJson>;

const made = async (within: string) => {
  const saga = systems["shop/checkout.saga.ts"]!.replace("3_600_000", within);
  return templates(makeApp({ ...(await loadSystems({ "shop/checkout.saga.ts": saga })), context: shopContext }));
};

beforeAll(async () => {
  stacks = await made("3_600_000");
});

const nameOf = (id: string) => id.replace(/[0-9A-F]{8}$/, "");
const only = (type: string, isIt: (id: string) => boolean = () => true) => {
  const found = ofType(stacks["Bugle-dev-shop-data"], type).filter(([id]) => isIt(nameOf(id)));
  expect(found).toHaveLength(1);
  return found[0]![1];
};

test("a wait over 15 minutes asks for a schedule group, and its name is CloudFormation's", () => {
  expect(only("AWS::Scheduler::ScheduleGroup").Properties).toBeUndefined();
});

const silent = {
  "shop/checkout.saga.ts": `
    import { saga } from "../runtime/index.ts";
    import { CardCharged, OrderPlaced } from "./contracts.ts";
    export default saga("checkout", {
      key: "orderId", startedBy: [OrderPlaced], sends: [], initial: {},
      waits: { charge: { for: [CardCharged], within: 900_000, while: () => true } },
    })({ on: { OrderPlaced: () => undefined, CardCharged: () => undefined }, timeout: { charge: () => undefined } });
  `,
};

test("a system that waits for 15 minutes at most, and sends no command, asks for none", async () => {
  const queues = (all: Record<string, StackJson>) => ofType(all["Bugle-dev-shop-data"], "AWS::SQS::Queue").length;
  const short = templates(makeApp({ ...(await loadSystems(silent)), context: shopContext }));
  for (const stack of [...Object.values(short), stacks["Bugle-dev-yard-data"]]) {
    expect(ofType(stack, "AWS::Scheduler::ScheduleGroup")).toEqual([]);
    expect(statementsOf(stack).flatMap(({ actions }) => actions)).not.toContain("scheduler:CreateSchedule");
  }
  expect(queues(stacks) - queues(short)).toBe(1);
  expect(JSON.stringify(short)).not.toContain("schedules");
});

test("the scheduler sends under a role that none but the group's schedules of this account may use", () => {
  const group = ofType(stacks["Bugle-dev-shop-data"], "AWS::Scheduler::ScheduleGroup")[0]![0];
  expect(only("AWS::IAM::Role").Properties["AssumeRolePolicyDocument"]).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Action: "sts:AssumeRole",
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Condition: {
          StringEquals: {
            "aws:SourceAccount": { Ref: "AWS::AccountId" },
            "aws:SourceArn": { "Fn::GetAtt": [group, "Arn"] },
          },
        },
      },
    ],
  });
});

test("the scheduler may send to the queues of sagas and of commands that are sent, to the retry queue for FIFO ones, and to its dead-letter queue", () => {
  const [statement, ...others] = statementsOf(stacks["Bugle-dev-shop-data"]);
  expect(others).toEqual([]);
  expect(statement?.actions).toEqual(["sqs:SendMessage"]);
  expect(statement?.resources.map((each) => /"Fn::GetAtt":\["(\w+)[0-9A-F]{8}","QueueName"/.exec(each)?.[1])).toEqual([
    "ConsumerscheckoutQueue",
    "ConsumersaskpriceQueue",
    "RelayRetryQueue",
    "TimersUndeliverableQueue",
  ]);
});

test("where no saga waits that long, the sagas' queues are not among them", async () => {
  const [statement] = statementsOf((await made("900_000"))["Bugle-dev-shop-data"]);
  expect(JSON.stringify(statement?.resources)).not.toContain("checkout");
  expect(statement?.resources).toHaveLength(3);
});

test("what the scheduler cannot deliver lies in a standard queue for 14 days, and raises an alarm", () => {
  const { Properties } = only("AWS::SQS::Queue", (id) => id === "TimersUndeliverableQueue");
  expect([Properties["FifoQueue"], Properties["MessageRetentionPeriod"]]).toEqual([undefined, 1_209_600]);
  expect(
    only("AWS::CloudWatch::Alarm", (id) => id === "TimersUndeliverableDeadLettersAlarm").Properties["AlarmDescription"],
  ).toBe(
    "The scheduler of shop could not deliver messages: mend the permission or the queue they were for, then let the relay send them again, as a sweep of the journal does. Runbook: docs/guides/operating.md#undeliverable",
  );
});

test("timers that were set outlive the wait that set them: group, role and dead-letter queue stay", () => {
  const kept = [
    only("AWS::Scheduler::ScheduleGroup"),
    only("AWS::IAM::Role"),
    only("AWS::SQS::Queue", (id) => id === "TimersUndeliverableQueue"),
  ];
  expect(kept.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(["Retain", "Retain", "Retain"]);
});

test("relay, retry and sweeper may set schedules in the group, and hand its role to the scheduler alone", () => {
  const statements = statementsOf(stacks["Bugle-dev-shop"]);
  const passing = statements.filter(({ actions }) => actions.includes("iam:PassRole"));
  expect(passing.map(({ role }) => nameOf(role))).toEqual(["RelaysRelayRole", "RelaysRetryRole", "RelaysSweeperRole"]);
  for (const { condition, resources } of passing) {
    expect(condition).toEqual({ StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } });
    expect(resources).toEqual([expect.stringMatching(/OutputFnGetAttTimersRole[0-9A-F]{8}Arn/)]);
  }
  const setting = statements.filter(({ actions }) => actions.includes("scheduler:CreateSchedule"));
  expect(setting.map(({ role }) => role)).toEqual(passing.map(({ role }) => role));
  for (const { resources } of setting)
    expect(resources).toEqual([expect.stringMatching(/"Bugle-dev-shop-data","OutputName":"TimerSchedules".*\}\/\*$/)]);
});

const text = (value: unknown): string =>
  (value as { "Fn::Join": [string, unknown[]] })["Fn::Join"][1]
    .map((part) =>
      typeof part === "string"
        ? part
        : nameOf(JSON.stringify(Object.values(part as object)[0]).replace(/\W|Arn|Ref/g, "")),
    )
    .join("");

test("relays and the runner are told of group, role, dead-letter queue, and for whom schedules may be", () => {
  const { Environment } = stacks["Bugle-dev-shop-data"]?.Outputs ?? {};
  expect(readEnvironment({ BUGLE_ENVIRONMENT: text(Environment?.Value) }).schedules).toEqual({
    group: "TimersGroup",
    role: "TimersRole",
    deadLetterQueueArn: "TimersUndeliverableQueue",
    targets: ["shop/checkout", "shop/ask-price", "shop/charge-card"],
  });
  const told = ofType(stacks["Bugle-dev-shop"], "AWS::Lambda::Function")
    .filter(([, { Properties }]) => JSON.stringify(Properties).includes('\\"schedules\\"'))
    .map(([id]) => nameOf(id));
  expect(told).toEqual(["RelaysRelay", "RelaysRetry", "RelaysSweeper"]);
});
