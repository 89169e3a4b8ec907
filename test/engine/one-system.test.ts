import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test } from "vitest";
import { dynamodbTrace } from "../../functions/runtime/aws/dynamodb-trace.ts";
import type { Envelope } from "../../functions/runtime/envelope.ts";
import { allListeners } from "../../local/runner/apis.ts";
import { awaitJourney } from "../../local/runner/await-journey.ts";
import { bringUp, type Up } from "../../local/runner/bring-up.ts";
import { closers } from "../../local/runner/closers.ts";
import { openForTest } from "../local/engine-fixture.ts";
import { greetingSystem } from "./greeting-system.ts";
import { place, repo } from "./start-fixture.ts";

const silent = { step: () => {}, log: () => {}, trouble: () => {}, journey: () => {}, ready: () => {} };

/** Deploys a folder of systems to an engine of its own, and runs its handlers until the test ends. */
async function runSystem(functions: string): Promise<Up & { troubles: unknown[] }> {
  const engine = await openForTest();
  const { state, env } = await place();
  const opened = closers();
  onTestFinished(async () => {
    await opened.close();
  });
  const troubles: unknown[] = [];
  const { signal } = new AbortController();
  const trouble = (error: unknown) => troubles.push(error);
  const up = await bringUp(
    { root: repo, functions, state, env, reporter: silent, trouble, closers: opened, signal },
    engine,
  );
  return { ...up, troubles };
}

function greet(name: string): Envelope {
  const [id, now] = [`greet-${name}`, new Date().toISOString()];
  const times = { time: now, born: now, correlationid: id, contractversion: 1, hops: 0 };
  return { specversion: "1.0", id, source: "/test", type: "Greet", kind: "command", ...times, data: { name } };
}

async function send({ cloud, systems }: Up, envelope: Envelope): Promise<void> {
  const QueueUrl = systems[0]?.environment.queues["greeting/greeting"];
  const fifo = { MessageGroupId: "a", MessageDeduplicationId: envelope.id };
  await cloud.clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(envelope), ...fifo }));
}

test("a command, its event with two subscribers, and the command that one of them sends go through the real engine", {
  timeout: 60_000,
}, async () => {
  const up = await runSystem(greetingSystem());

  await send(up, greet("ada"));

  const trace = dynamodbTrace(up.cloud.clients.dynamodb, up.systems[0]?.environment.tables.trace ?? "");
  const nodes = await awaitJourney({
    trace,
    correlationId: "greet-ada",
    listeners: allListeners(up.cloud.loaded.manifest),
    containing: ["Thank"],
    within: 20_000,
    signal: new AbortController().signal,
  });
  const entries = await trace.read("greet-ada");
  expect(nodes).toHaveLength(1);
  expect(entries.map(({ by, type, outcome }) => [by, type, outcome]).sort()).toEqual([
    ["greeting/greet", "Greet", "done"],
    ["greeting/note-guest-on-greeted", "Greeted", "done"],
    ["greeting/thank", "Thank", "done"],
    ["greeting/thank-on-greeted", "Greeted", "done"],
  ]);
  expect(up.troubles).toEqual([]);
});

test("a deploy that fails says so in a sentence, with the CLI's reason and where all of it is", {
  timeout: 60_000,
}, async () => {
  const broken = greetingSystem({ "greet.ts": 'import "./nowhere.ts";\n' });

  await expect(runSystem(broken)).rejects.toMatchObject({
    code: "deploy-failed",
    message: expect.stringMatching(
      /^The app could not be deployed to http:\/\/127\.0\.0\.1:\d+:\n(?:.*\n)*.*greeting\/greet\.ts.* cannot be loaded/,
    ),
    help: expect.stringContaining("deploy.log"),
  });
});
