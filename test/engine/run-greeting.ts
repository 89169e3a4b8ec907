import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { onTestFinished } from "vitest";
import { bringUp } from "../../local/runner/bring-up.ts";
import { closers } from "../../local/runner/closers.ts";
import { openForTest } from "../local/engine-fixture.ts";
import { greetingSystem } from "./greeting-system.ts";
import { place, repo } from "./start-fixture.ts";

const silent = { step: () => {}, log: () => {}, trouble: () => {}, journey: () => {}, ready: () => {} };

/** Deploys the greeting system with these files beside or in place of its own, and runs it until the test ends. */
export async function runGreeting(files: Readonly<Record<string, string>>) {
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
      functions: greetingSystem(files),
      state,
      env,
      reporter: silent,
      trouble: (error) => troubles.push(error),
      closers: opened,
      signal: new AbortController().signal,
    },
    engine,
  );
  const environment = up.systems[0]?.environment;
  const greet = async (name: string) => {
    const now = new Date().toISOString();
    const times = { time: now, born: now, correlationid: "c", contractversion: 1, hops: 0 };
    const message = { specversion: "1.0", id: `g-${name}`, source: "/test", type: "Greet", kind: "command", ...times };
    await up.cloud.clients.sqs.send(
      new SendMessageCommand({
        QueueUrl: environment?.queues["greeting/greeting"],
        MessageBody: JSON.stringify({ ...message, data: { name } }),
        MessageGroupId: name,
        MessageDeduplicationId: message.id,
      }),
    );
  };
  return { ...up, troubles, environment, greet };
}
