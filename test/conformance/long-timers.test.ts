import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import type { Environment } from "../../functions/runtime/aws/env.ts";
import { awsRoads } from "../../functions/runtime/aws/roads.ts";
import { fakeTransport, type Reply, refusal } from "./grounds/transport.ts";
import { envelopeOf } from "./samples.ts";

const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`;
const schedules = {
  group: "timers",
  role: "arn:aws:iam::000000000000:role/timers",
  deadLetterQueueArn: arn("untimed"),
  targets: ["commerce/saga", "commerce/order"],
};
const environment: Environment = {
  stage: "test",
  system: "commerce",
  region: "us-east-1",
  tables: { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" },
  queues: { "commerce/saga": url("saga"), "commerce/other": url("other"), "commerce/order": url("order.fifo") },
  deadLetterQueues: {},
  retryQueue: url("retry"),
  schedules,
  config: {},
};
const HOUR = 3_600_000;
const COMMITTED = "2026-11-21T10:00:00.000Z";
const name = "3bfa935b4604bf9e5d1d252b6cca4668f617852a26d46097d2c70de35ff62cb1";

interface Options {
  readonly now?: string;
  readonly environment?: Environment;
  readonly scheduler?: (call: number) => Reply;
}

const made: Reply = { body: { ScheduleArn: "arn" } };

function open({ now = COMMITTED, environment: told = environment, scheduler = () => made }: Options = {}) {
  const timer = fakeTransport((_, call) => scheduler(call));
  const queue = fakeTransport(() => ({ body: {} }));
  const clients = {
    sns: new SNSClient(queue.config),
    sqs: new SQSClient({ ...queue.config, md5: false }),
    scheduler: new SchedulerClient(timer.config),
    now: () => Date.parse(now),
  };
  const delays = () =>
    queue.seen
      .flatMap(({ body }) => body["Entries"] as Record<string, unknown>[])
      .map(({ DelaySeconds }) => DelaySeconds);
  return { roads: awsRoads(told, { public: [] }, clients), scheduled: timer.seen, delays };
}

const timer = (id = "commerce/saga/o-1@1.0", time = COMMITTED) =>
  envelopeOf(id, { kind: "timer", type: "payment", time, stream: "commerce/saga/o-1", data: { arm: 1 } });

it("a delay of more than 15 minutes becomes a schedule that fires once, at the commit's time and the delay", async () => {
  const { roads, scheduled, delays } = open({ now: "2026-11-21T10:00:07.000Z" });
  expect(await roads.send("commerce/saga", [{ envelope: timer(), delay: HOUR }])).toEqual([]);
  expect(scheduled).toEqual([
    {
      operation: `POST /schedules/${name}`,
      body: {
        ClientToken: expect.any(String),
        GroupName: "timers",
        ScheduleExpression: "at(2026-11-21T11:00:00)",
        ScheduleExpressionTimezone: "UTC",
        FlexibleTimeWindow: { Mode: "OFF" },
        ActionAfterCompletion: "DELETE",
        Target: {
          Arn: arn("saga"),
          RoleArn: schedules.role,
          DeadLetterConfig: { Arn: arn("untimed") },
          Input: JSON.stringify(timer()),
        },
      },
    },
  ]);
  expect(delays()).toEqual([]);
});

it("a delay of 15 minutes is the queue's, one more millisecond is not, and a fraction of a second is rounded up", async () => {
  const { roads, scheduled, delays } = open();
  await roads.send("commerce/saga", [
    { envelope: timer(), delay: 900_000 },
    { envelope: timer(), delay: 900_001 },
  ]);
  expect(delays()).toEqual([900]);
  expect(scheduled.map(({ body }) => body["ScheduleExpression"])).toEqual(["at(2026-11-21T10:15:01)"]);
});

it("a late relay leaves the rest of the delay to the queue, and sends at once what is due already", async () => {
  for (const [now, expected] of [
    ["2026-11-21T10:44:59.999Z", []],
    ["2026-11-21T10:45:00.000Z", [900]],
    ["2026-11-21T10:59:58.500Z", [2]],
    ["2026-11-21T11:00:00.000Z", [undefined]],
    ["2027-11-21T11:00:00.000Z", [undefined]],
  ] as const) {
    const { roads, delays } = open({ now });
    expect(await roads.send("commerce/saga", [{ envelope: timer(), delay: HOUR }])).toEqual([]);
    expect([now, delays()]).toEqual([now, expected]);
  }
});

it("a schedule that exists already is done", async () => {
  const { roads } = open({ scheduler: () => ({ ...refusal("ConflictException"), status: 409 }) });
  expect(await roads.send("commerce/saga", [{ envelope: timer(), delay: HOUR }])).toEqual([]);
});

it("the one schedule that was refused is answered, and what stood beside it goes", async () => {
  const refused = { ...refusal("ServiceQuotaExceededException"), status: 402 };
  const { roads, delays } = open({ scheduler: (call) => (call === 1 ? refused : made) });
  const failures = await roads.send("commerce/saga", [
    { envelope: timer(), delay: HOUR },
    { envelope: timer("second"), delay: HOUR },
    { envelope: timer("third"), delay: 1_000 },
  ]);
  expect(failures).toEqual([
    { id: "commerce/saga/o-1@1.0", reason: "ServiceQuotaExceededException: ServiceQuotaExceededException" },
  ]);
  expect(delays()).toEqual([1]);
});

it("without a schedule group a long delay is refused with the reason, and never cut", async () => {
  const { schedules: _, ...without } = environment;
  const { roads, delays } = open({ environment: without });
  const both = [
    { envelope: timer(), delay: HOUR },
    { envelope: timer("short"), delay: 1_000 },
  ];
  const [failure, ...others] = await roads.send("commerce/saga", both);
  expect([failure?.id, others, delays()]).toEqual(["commerce/saga/o-1@1.0", [], [1]]);
  expect(failure?.reason).toContain(
    "this function has not been told of a schedule group, which a delay of more than 15 minutes needs",
  );
});

it("a long delay for a consumer whose queue the scheduler may not reach is refused", async () => {
  const { roads } = open();
  const sending = roads.send("commerce/other", [{ envelope: timer(), delay: HOUR }]);
  await expect(sending).rejects.toMatchObject({ code: "no-road" });
});

it("a time that no date can hold is refused for its message alone", async () => {
  const { roads } = open();
  const messages = [
    { envelope: timer(), delay: Number.MAX_VALUE },
    { envelope: timer("second"), delay: HOUR },
  ];
  expect(await roads.send("commerce/saga", messages)).toEqual([
    { id: "commerce/saga/o-1@1.0", reason: "RangeError: Invalid time value" },
  ]);
});

it("a long delay for a FIFO queue, which takes none, becomes a schedule for the retry queue", async () => {
  const { roads, scheduled, delays } = open();
  const message = { envelope: timer(), delay: HOUR };
  expect(await roads.send("commerce/order", [message])).toEqual([]);
  const [{ Arn, Input = "" } = {}] = scheduled.map(({ body }) => body["Target"] as { Arn?: string; Input?: string });
  expect([Arn, JSON.parse(Input)]).toEqual([arn("retry"), { ...message, reason: "it waits until it is due" }]);
  expect(delays()).toEqual([]);
});

it("a message that says when it is due is scheduled for then, whatever of its delay is left", async () => {
  const { roads, scheduled } = open({ now: "2026-11-21T10:20:00.000Z" });
  const envelope = { ...timer(), due: "2026-11-21T11:00:00.000Z" };
  await roads.send("commerce/saga", [{ envelope, delay: 40 * 60_000 }]);
  expect(scheduled.map(({ body }) => body["ScheduleExpression"])).toEqual(["at(2026-11-21T11:00:00)"]);
});

it("words that the scheduler would replace arrive as they were written", async () => {
  const { roads, scheduled } = open();
  const envelope = { ...timer(), subject: "<aws.scheduler.schedule-arn>\uffff", data: { html: "<p>".repeat(9) } };
  await roads.send("commerce/saga", [{ envelope, delay: HOUR }]);
  const [{ Input = "" } = {}] = scheduled.map(({ body }) => body["Target"] as { Input?: string });
  expect(Input).toContain('"\\u003caws.scheduler.schedule-arn>\\uffff"');
  expect(Input).toContain(`"${"<p>".repeat(9)}"`);
  expect(JSON.parse(Input)).toEqual(envelope);
});
