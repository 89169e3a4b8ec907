import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test } from "vitest";
import { dynamodbJournal } from "../../functions/runtime/aws/dynamodb-journal.ts";
import { dynamodbModels } from "../../functions/runtime/aws/dynamodb-models.ts";
import { bringUp } from "../../local/runner/bring-up.ts";
import { closers } from "../../local/runner/closers.ts";
import { openForTest } from "../local/engine-fixture.ts";
import { greetingSystem } from "./greeting-system.ts";
import { place, repo } from "./start-fixture.ts";

const silent = { step: () => {}, log: () => {}, trouble: () => {}, journey: () => {}, ready: () => {} };

const noting = (event: string) => `
import { on } from "../runtime/index.ts";
import { ${event}, Noted } from "./contracts.ts";
import { diary } from "./domain/diary.ts";
export default on(${event}, { state: diary, emits: [Noted], queue: "diary" }, ({ data }) => new Noted({ ...data, what: "${event}" }));
`;

const more = {
  "contracts.ts": `
import * as z from "zod";
import { command, event } from "../runtime/index.ts";
const name = z.string();
export class Greet extends command("Greet", { name }) {}
export class Greeted extends event("Greeted", { name }) {}
export class Thank extends command("Thank", { name }) {}
export class Thanked extends event("Thanked", { name }) {}
export class Noted extends event("Noted", { name, what: z.string() }) {}
`,
  "domain/diary.ts": `
import { state } from "../../runtime/index.ts";
import { Noted } from "../contracts.ts";
export const diary = state("diary", { key: "name", from: [Noted], initial: {}, keptFor: 3_600_000 })({ Noted: () => ({}) });
`,
  "note-greeted-on-greeted.ts": noting("Greeted"),
  "note-thanked-on-thanked.ts": noting("Thanked"),
  "show-on-greeted.ts": `
import { on } from "../runtime/index.ts";
import { Greeted } from "./contracts.ts";
export default on(Greeted, { latest: true }, () => undefined);
`,
  "counts.projection.ts": `
import { totals } from "../runtime/index.ts";
import { greeting } from "./domain/states.ts";
export default totals("counts", {
  of: greeting, initial: { times: 0 }, total: ({ name }) => ["all", name], keptFor: (total) => (total === "all" ? undefined : 3_600_000),
})({ Greeted: ({ times }) => ({ times: times + 1 }) });
`,
};

async function runGreetings() {
  const engine = await openForTest();
  const { state, env } = await place();
  const opened = closers();
  onTestFinished(async () => {
    await opened.close();
  });
  const functions = greetingSystem(more);
  const signal = new AbortController().signal;
  const troubles: unknown[] = [];
  const trouble = (error: unknown) => troubles.push(error);
  const up = await bringUp(
    { root: repo, functions, state, env, reporter: silent, trouble, closers: opened, signal },
    engine,
  );
  return { ...up, troubles };
}

const greet = (name: string, i: number) => {
  const now = new Date().toISOString();
  const times = { time: now, born: now, correlationid: "c", contractversion: 1, hops: 0 };
  const id = `${name}-${i}`;
  const body = { specversion: "1.0", id, source: "/test", type: "Greet", kind: "command", ...times, data: { name } };
  return { Id: id, MessageBody: JSON.stringify(body), MessageGroupId: name, MessageDeduplicationId: id };
};

test("totals of several names, a shared queue and the latest event, on a whole local cloud", {
  timeout: 120_000,
}, async () => {
  const { cloud, systems, troubles } = await runGreetings();
  const { queues = {}, tables } = systems[0]?.environment ?? {};
  for (const name of ["ada", "bob"])
    await cloud.clients.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queues["greeting/greeting"],
        Entries: Array.from({ length: 10 }, (_, i) => greet(name, i)),
      }),
    );
  const models = dynamodbModels(cloud.clients.dynamodb, tables?.models ?? "");
  const journal = dynamodbJournal(cloud.clients.dynamodb, tables?.journal ?? "");
  const count = async (total: string) => (await models.read("greeting/counts", `total/${total}`))?.row;
  await expect.poll(() => count("all"), { timeout: 20_000 }).toEqual({ times: 20 });
  expect([await count("ada"), await count("bob")]).toEqual([{ times: 10 }, { times: 10 }]);

  const shown = async () => (await journal.tail("greeting/show-on-greeted/greeting%2Fgreeting%2Fada", 1))[0];
  await expect.poll(async () => (await shown())?.answers.at(-1)?.streamversion, { timeout: 20_000 }).toBe(10);

  const diary = () => journal.read("greeting/diary/ada", 0);
  await expect.poll(async () => (await diary()).at(-1)?.version, { timeout: 20_000 }).toBe(20);
  const handlers = new Set((await diary()).flatMap(({ by, answers }) => answers.map((each) => each.by ?? by)));
  expect(handlers).toEqual(new Set(["greeting/note-greeted-on-greeted", "greeting/note-thanked-on-thanked"]));
  for (const { time, expires } of await diary())
    expect(expires).toBe(Math.floor((Date.parse(time) + 3_610_000) / 1_000));
  expect(troubles).toEqual([]);
});
