import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test } from "vitest";
import { sections } from "../../local/contract/sections/index.ts";
import { casesOf } from "../../local/contract/sections-of.ts";
import { localAws } from "../../local/deploy/local-aws.ts";
import { answersFile, readAnswers } from "../../local/probes/answers.ts";
import { ask } from "../../local/probes/ask.ts";
import { askAlone, askInBackground, OF_LAMBDAS, QUESTIONS } from "../../local/probes/in-background.ts";
import { caseOf, withoutAt } from "../../local/probes/without.ts";
import { tryLock } from "../../local/setup/lock.mjs";
import { openForTest, temporaryRoot } from "./engine-fixture.ts";

const { signal } = new AbortController();

/** An engine, and a checkout that knows nothing of it yet. */
async function unknownEngine() {
  const engine = await openForTest();
  const troubles: unknown[] = [];
  const at = { ...engine, root: temporaryRoot(), state: temporaryRoot(), signal };
  return {
    at,
    troubles,
    background: { ...at, lambdas: false, after: 0, trouble: (error: unknown) => troubles.push(error) },
  };
}

/** Queues that a case has made. */
async function leftIn(endpoint: string): Promise<string[]> {
  const sqs = new SQSClient(localAws(endpoint));
  onTestFinished(() => sqs.destroy());
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: "bugle-contract-" }));
  return QueueUrls;
}

test("whatever a start asks is a case of the contract", () => {
  const ids = new Set(casesOf(sections).map(({ id }) => id));
  const asked = [...QUESTIONS, ...OF_LAMBDAS, ...Object.values(caseOf)];
  expect(asked.filter((id) => !ids.has(id))).toEqual([]);
});

test("a deployment learns what MiniStack does not know, and two that ask at once come to the same", async () => {
  const { at } = await unknownEngine();
  const archive = "MiniStack 1.5.33 does not know it in CloudFormation";

  expect(await Promise.all([withoutAt(at, "runner"), withoutAt(at, "lambda")])).toEqual([{ archive }, { archive }]);
  expect([...readAnswers(at).keys()].sort()).toEqual([
    "cloudformation/archive",
    "cloudformation/http-api",
    "cloudformation/stack-outputs",
  ]);
  expect(await withoutAt({ ...at, endpoint: "http://127.0.0.1:9" }, "lambda")).toEqual({ archive });
});

test("an endpoint that is not there has given no answer", async () => {
  const at = {
    endpoint: "http://127.0.0.1:9",
    product: "MiniStack",
    version: "1.5.33",
    root: temporaryRoot(),
    state: temporaryRoot(),
    signal,
  } as const;
  await ask(at, ["queues/delay-zero"]);
  expect([...readAnswers(at)]).toEqual([]);
});

test("what can wait is asked beside the run, and ends with it, leaving nothing behind", async () => {
  const { at, troubles, background } = await unknownEngine();

  const end = askInBackground(background);
  await expect.poll(() => [...readAnswers(at).keys()], { timeout: 20_000 }).toContain("queues/abandoned-poll");
  await end();

  await expect.poll(() => leftIn(at.endpoint)).toEqual([]);
  expect(troubles).toEqual([]);
});

test("while another process asks, nobody else does", async () => {
  const { at } = await unknownEngine();
  const lock = tryLock(`${answersFile(at)}.lock`);
  await askAlone(at, ["queues/delay-zero"]);
  expect([...readAnswers(at)]).toEqual([]);

  if (lock.taken) lock.release();
  await askAlone(at, ["queues/delay-zero"]);
  expect([...readAnswers(at).keys()]).toEqual(["queues/delay-zero"]);
});
