import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { arnOf, createSchedule, follow, namesIn, take, withGroup } from "./schedule-group.ts";

const SECOND = 1_000;
const nextSecond = () => Math.ceil(Date.now() / SECOND) * SECOND;
const bodies = (messages: readonly { Body?: string | undefined }[]) => messages.map(({ Body }) => Body);

test("a schedule fires in its own zone and never early, its words are replaced, and it is removed", async () => {
  const { aws, scheduler, sqs, queue, group } = await withGroup();
  const url = await queue("saga");
  const troubles = follow(aws, sqs, group);
  const due = nextSecond() + SECOND;
  const Input =
    '["<aws.scheduler.schedule-arn>","<aws.scheduler.scheduled-time>","<aws.scheduler.attempt-number>","<aws.scheduler.execution-id>"]';
  await createSchedule(scheduler, { group, name: "once", due, target: { Arn: arnOf("saga"), Input } });

  const [message] = await take(sqs, url, 1);
  const [arn, time, attempt, execution] = JSON.parse(message?.Body ?? "[]");
  expect([arn, time, attempt]).toEqual([
    "arn:aws:scheduler:us-east-1:000000000000:schedule/timers/once",
    `${new Date(due).toISOString().slice(0, 19)}Z`,
    "1",
  ]);
  expect(execution).toMatch(/^[0-9a-f]{16}$/);
  expect(Number(message?.Attributes?.SentTimestamp)).toBeGreaterThanOrEqual(due);
  await expect.poll(() => namesIn(scheduler, group)).toEqual([]);
  expect(troubles).toEqual([]);
});

test("what came due while nothing ran fires at once, more than a page of it too", { timeout: 30_000 }, async () => {
  const { aws, scheduler, sqs, queue, group } = await withGroup();
  const url = await queue("saga");
  const due = nextSecond() - 3_600 * SECOND;
  const inputs = Array.from({ length: 130 }, (_, i) => `message ${i}`);
  for (const Input of inputs) {
    const name = randomBytes(32).toString("hex");
    await createSchedule(scheduler, { group, name, due, target: { Arn: arnOf("saga"), Input } });
  }
  const troubles = follow(aws, sqs, group);
  expect(bodies(await take(sqs, url, 130)).sort()).toEqual(inputs.sort());
  await expect.poll(() => namesIn(scheduler, group), { timeout: 10_000 }).toEqual([]);
  expect(troubles).toEqual([]);
});

test("the message for a queue that is gone goes to the dead-letter queue with the reason", async () => {
  const { aws, scheduler, sqs, queue, group } = await withGroup();
  const url = await queue("undeliverable");
  const due = nextSecond();
  const target = { Arn: arnOf("gone"), Input: "for nobody", DeadLetterConfig: { Arn: arnOf("undeliverable") } };
  await createSchedule(scheduler, { group, name: "lost", due, target });
  const troubles = follow(aws, sqs, group);
  const [message] = await take(sqs, url, 1);
  const told = (name: string) => message?.MessageAttributes?.[name]?.StringValue;
  expect([message?.Body, told("ERROR_CODE"), told("TARGET_ARN"), told("SCHEDULE_ARN"), told("RETRY_ATTEMPTS")]).toEqual(
    [
      "for nobody",
      "QueueDoesNotExist",
      "arn:aws:sqs:us-east-1:000000000000:gone",
      "arn:aws:scheduler:us-east-1:000000000000:schedule/timers/lost",
      "0",
    ],
  );
  expect(told("ERROR_MESSAGE")).toMatch(/./);
  await expect.poll(() => namesIn(scheduler, group)).toEqual([]);
  expect(troubles).toEqual([]);
});

test("a schedule that is to stay fires once and stays", async () => {
  const { aws, scheduler, sqs, queue, group } = await withGroup();
  const url = await queue("saga");
  const target = { Arn: arnOf("saga"), Input: "1" };
  follow(aws, sqs, group);
  await createSchedule(scheduler, { group, name: "stays", due: nextSecond(), after: "NONE", target });
  expect(bodies(await take(sqs, url, 1))).toEqual(["1"]);
  await createSchedule(scheduler, { group, due: nextSecond() - SECOND, target: { ...target, Input: "2" } });
  expect(bodies(await take(sqs, url, 1))).toEqual(["2"]);
  await expect.poll(() => namesIn(scheduler, group)).toEqual(["stays"]);
});

test("a schedule that was due before the run began is not fired again if it stayed", async () => {
  const { aws, scheduler, sqs, queue, group } = await withGroup();
  const url = await queue("saga");
  const due = nextSecond() - 3 * SECOND;
  const target = { Arn: arnOf("saga"), Input: "stayed" };
  await createSchedule(scheduler, { group, name: "stayed", due, after: "NONE", target });
  const troubles = follow(aws, sqs, group);
  const input = (Input: string) => ({ ...target, Input });
  await createSchedule(scheduler, { group, due: nextSecond() + SECOND, target: input("later") });
  expect(bodies(await take(sqs, url, 1))).toEqual(["later"]);
  expect([await namesIn(scheduler, group), troubles]).toEqual([expect.arrayContaining(["stayed"]), []]);
});

test("a schedule that cannot be understood is told of once, and the others fire", async () => {
  const { aws, scheduler, sqs, queue, group } = await withGroup();
  const url = await queue("saga");
  const target = { Arn: arnOf("saga"), Input: "1" };
  await createSchedule(scheduler, { group, name: "lost", due: nextSecond(), zone: "Mars/Olympus", target });
  const troubles = follow(aws, sqs, group);
  // The group is read more than once by then.
  await createSchedule(scheduler, { group, due: nextSecond() + 2 * SECOND, target });
  expect(bodies(await take(sqs, url, 1))).toEqual(["1"]);
  expect(troubles).toEqual([
    expect.objectContaining({
      code: "schedule-unreadable",
      message: "The schedule lost is never fired: Invalid time zone specified: Mars/Olympus.",
      help: "Correct it, or remove it.",
    }),
  ]);
});

test("a message that cannot be delivered anywhere is told of, kept and tried again", async () => {
  const { aws, scheduler, sqs, queue, group } = await withGroup();
  await createSchedule(scheduler, {
    group,
    name: "waits",
    due: nextSecond(),
    target: { Arn: arnOf("late"), Input: "1" },
  });
  const troubles = follow(aws, sqs, group);
  await expect.poll(() => troubles, { timeout: 5_000 }).not.toEqual([]);
  expect(await namesIn(scheduler, group)).toEqual(["waits"]);
  expect(bodies(await take(sqs, await queue("late"), 1))).toEqual(["1"]);
});
