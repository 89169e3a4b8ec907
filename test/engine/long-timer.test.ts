import { GetScheduleCommand } from "@aws-sdk/client-scheduler";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test } from "vitest";
import { schedulerClient } from "../../functions/runtime/aws/clients/scheduler.ts";
import { dynamodbJournal } from "../../functions/runtime/aws/dynamodb-journal.ts";
import { runGreeting } from "./run-greeting.ts";
import { createSchedule, namesIn } from "./schedule-group.ts";

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

/** Greets ada, and waits for the schedule of the wait that begins with it. */
async function greetAda({ cloud, environment, greet }: Awaited<ReturnType<typeof runGreeting>>) {
  const { queues = {}, schedules, tables } = environment ?? {};
  await greet("ada");
  const scheduler = schedulerClient(cloud.aws);
  onTestFinished(() => scheduler.destroy());
  const group = schedules?.group ?? "";
  await expect.poll(() => namesIn(scheduler, group), { timeout: 20_000 }).toHaveLength(1);
  const [Name] = await namesIn(scheduler, group);
  const schedule = await scheduler.send(new GetScheduleCommand({ GroupName: group, Name }));
  return { schedule, schedules, scheduler, group, queues, tables };
}

test("a wait of an hour becomes a schedule for the saga's own queue, and a timer that two schedulers fire is one step", {
  timeout: 60_000,
}, async () => {
  const up = await runGreeting({ "patience.saga.ts": patience });
  const { schedule, schedules, scheduler, group, queues, tables } = await greetAda(up);
  const { Target, ScheduleExpression = "" } = schedule;
  const timer = JSON.parse(Target?.Input ?? "");
  expect(timer).toMatchObject({ id: "greeting/patience/ada@1.0", kind: "timer", type: "thanks" });
  const anHour = new Date(Math.ceil((Date.parse(timer.time) + 3_600_000) / 1_000) * 1_000).toISOString();
  expect(ScheduleExpression).toBe(`at(${anHour.slice(0, 19)})`);
  expect(Target?.Arn?.split(":").at(-1)).toBe(queues["greeting/patience"]?.split("/").at(-1));
  expect([Target?.RoleArn, schedules?.targets]).toEqual([schedules?.role, ["greeting/patience", "greeting/thanks"]]);
  expect(Target?.Arn).toMatch(/^arn:aws:sqs:us-east-1:000000000000:Bugle-.*patience/);
  expect(Target?.RoleArn).toMatch(/^arn:aws:iam::000000000000:role\/./);

  // As if the hour were over.
  const Input = JSON.stringify({ ...timer, data: { ...timer.data, due: Date.parse(timer.time) } });
  const due = Math.ceil(Date.now() / 1_000) * 1_000;
  for (const name of ["first", "second"])
    await createSchedule(scheduler, { group, name, due, target: { ...Target, Input } });

  const journal = dynamodbJournal(up.cloud.clients.dynamodb, tables?.journal ?? "");
  const received = async () => (await journal.read("greeting/patience/ada", 0)).flatMap((commit) => commit.received);
  const fired = async () => (await received()).filter((message) => message?.kind === "timer").length;
  await expect.poll(fired, { timeout: 20_000 }).toBe(1);
  const left = async () => (await namesIn(scheduler, group)).filter((name) => name === "first" || name === "second");
  await expect.poll(left).toEqual([]);
  const counts = async () => {
    const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
    const query = { QueueUrl: queues["greeting/patience"], AttributeNames: [...names] };
    const { Attributes } = await up.cloud.clients.sqs.send(new GetQueueAttributesCommand(query));
    return names.map((name) => Attributes?.[name]);
  };
  await expect.poll(counts, { timeout: 20_000 }).toEqual(["0", "0"]);
  expect(await fired()).toBe(1);
  expect(up.troubles).toEqual([]);
});
