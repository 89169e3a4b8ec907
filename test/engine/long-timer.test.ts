import { GetScheduleCommand, ListSchedulesCommand } from "@aws-sdk/client-scheduler";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test } from "vitest";
import { schedulerClient } from "../../functions/runtime/aws/clients/scheduler.ts";
import { bringUp } from "../../local/runner/bring-up.ts";
import { closers } from "../../local/runner/closers.ts";
import { openForTest } from "../local/engine-fixture.ts";
import { greetingSystem } from "./greeting-system.ts";
import { place, repo } from "./start-fixture.ts";

const silent = { step: () => {}, log: () => {}, trouble: () => {}, journey: () => {}, ready: () => {} };

const patience = `
import { saga } from "../runtime/index.ts";
import { Greeted, Thank, Thanked } from "./contracts.ts";
export default saga("patience", {
  key: "name", startedBy: [Greeted], sends: [Thank], initial: { open: false }, hopLimit: 20,
  waits: { thanks: { for: [Thanked], within: 3_600_000, while: ({ open }) => open } },
})({
  on: { Greeted: () => ({ state: { open: true } }), Thanked: () => ({ state: { open: true } }) },
  timeout: { thanks: (_, __, { key }) => ({ send: new Thank({ name: key }) }) },
});
`;

/** Deploys a system whose saga waits for an hour, and runs it until the test ends. */
async function runPatience() {
  const engine = await openForTest();
  const { state, env } = await place();
  const opened = closers();
  onTestFinished(async () => {
    await opened.close();
  });
  const troubles: unknown[] = [];
  const up = await bringUp(
    {
      root: repo,
      functions: greetingSystem({ "patience.saga.ts": patience }),
      state,
      env,
      reporter: silent,
      trouble: (error) => troubles.push(error),
      closers: opened,
      signal: new AbortController().signal,
    },
    engine,
  );
  return { ...up, troubles };
}

test("a wait of an hour becomes a schedule in the deployed group, for the saga's own queue", {
  timeout: 60_000,
}, async () => {
  const { cloud, systems, troubles } = await runPatience();
  const { queues = {}, schedules } = systems[0]?.environment ?? {};
  const now = new Date().toISOString();
  const times = { time: now, born: now, correlationid: "c", contractversion: 1, hops: 0 };
  const greet = { specversion: "1.0", id: "g", source: "/test", type: "Greet", kind: "command", ...times };

  await cloud.clients.sqs.send(
    new SendMessageCommand({
      QueueUrl: queues["greeting/greeting"],
      MessageBody: JSON.stringify({ ...greet, data: { name: "ada" } }),
      MessageGroupId: "a",
      MessageDeduplicationId: "g",
    }),
  );

  const scheduler = schedulerClient(cloud.aws);
  onTestFinished(() => scheduler.destroy());
  const group = { GroupName: schedules?.group };
  const list = async () => (await scheduler.send(new ListSchedulesCommand(group))).Schedules ?? [];
  await expect.poll(list, { timeout: 20_000 }).toHaveLength(1);
  const [{ Name } = {}] = await list();
  const { Target, ScheduleExpression = "" } = await scheduler.send(new GetScheduleCommand({ ...group, Name }));
  const timer = JSON.parse(Target?.Input ?? "");
  expect(timer).toMatchObject({ id: "greeting/patience/ada@1.0", kind: "timer", type: "thanks" });
  const due = new Date(Math.ceil((Date.parse(timer.time) + 3_600_000) / 1_000) * 1_000).toISOString();
  expect(ScheduleExpression).toBe(`at(${due.slice(0, 19)})`);
  expect([Target?.Arn, Target?.RoleArn]).toEqual([schedules?.queueArns["greeting/patience"], schedules?.role]);
  expect(Target?.Arn).toMatch(/^arn:aws:sqs:us-east-1:000000000000:Bugle-.*patience/);
  expect(Target?.RoleArn).toMatch(/^arn:aws:iam::000000000000:role\/./);
  expect(troubles).toEqual([]);
});
