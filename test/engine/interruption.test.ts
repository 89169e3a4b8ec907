import { setTimeout as sleep } from "node:timers/promises";
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { localAws } from "../../local/deploy/local-aws.ts";
import { readRecord } from "../../local/engine/engine-record.ts";
import { isTaken } from "../../local/engine/probe.ts";
import { openForTest } from "../local/engine-fixture.ts";
import { orderTea } from "./shop.ts";
import { isReady, place, start } from "./start-fixture.ts";

async function hiddenMessages(endpoint: string): Promise<Record<string, string>> {
  const sqs = new SQSClient(localAws(endpoint));
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ MaxResults: 1000 }));
  const counts = QueueUrls.map(async (QueueUrl) => {
    const AttributeNames = ["ApproximateNumberOfMessagesNotVisible"] as const;
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
    );
    return [QueueUrl, Attributes?.[AttributeNames[0]] ?? "unknown"] as const;
  });
  const all = await Promise.all(counts);
  sqs.destroy();
  expect(all.length).toBeGreaterThan(10);
  return Object.fromEntries(all.filter(([, count]) => count !== "0"));
}

test("Ctrl-C leaves no message hidden, though handlers are at work and one of them hangs", {
  timeout: 90_000,
}, async () => {
  const engine = await openForTest();
  const here = await place({ AWS_ENDPOINT_URL: engine.endpoint });
  const run = start(here);
  const { url } = await run.until(isReady);
  const hanging = await orderTea(url, "tok_hangs");
  await run.until(
    ({ correlationid, handler, type }) =>
      Boolean(correlationid) && handler === "commerce/fulfilment" && type === "OrderCleared",
  );
  await Promise.all(Array.from({ length: 20 }, () => orderTea(url, "tok_ok")));
  await sleep(100);

  run.kill("SIGINT");

  await expect(run.ended).resolves.toEqual({ code: 0, said: "" });
  expect(hanging).not.toBe("");
  // Well before the ten seconds after which they would come back by themselves.
  await expect.poll(() => hiddenMessages(engine.endpoint), { timeout: 3_000 }).toEqual({});
});

test("SIGTERM to the script alone stops the engine and the API with it", { timeout: 90_000 }, async () => {
  const here = await place();
  const run = start(here, "--quiet");
  await run.until(isReady);

  run.kill("SIGTERM");

  await expect(run.ended).resolves.toEqual({ code: 0, said: "" });
  expect(await isTaken(Number(here.env["BUGLE_PORT"]))).toBe(false);
  expect(await isTaken(Number(here.env["BUGLE_API_PORT"]))).toBe(false);
  expect(run.lines.filter(({ kind }) => kind === "message")).toEqual([]);
});

test("Ctrl-C in the middle of a deploy stops all of it", { timeout: 60_000 }, async () => {
  const here = await place();
  const run = start(here);
  await run.until(({ step }) => step === "engine");

  run.kill("SIGINT");

  await expect(run.ended).resolves.toEqual({ code: 0, said: "" });
  expect(readRecord(here.state)).toBeUndefined();
  expect(await isTaken(Number(here.env["BUGLE_PORT"]))).toBe(false);
});

test("an engine that dies under a run ends it with a sentence and exit code 1", { timeout: 60_000 }, async () => {
  const here = await place();
  const run = start(here);
  await run.until(isReady);

  process.kill(readRecord(here.state)?.pid ?? 0, "SIGKILL");

  const { code, said } = await run.ended;
  expect(code).toBe(1);
  expect(said).toMatch(/^The engine ended \(SIGKILL\).*\nRun the same command again/);
  expect(await isTaken(Number(here.env["BUGLE_API_PORT"]))).toBe(false);
});
