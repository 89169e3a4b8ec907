import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { interruptedText } from "../../cli/endpoint/text.ts";
import { localAws } from "../../local/deploy/local-aws.ts";
import { run, runWith } from "../cli/run.ts";
import { startEngine } from "../conformance/grounds/engine.ts";

let engine: Awaited<ReturnType<typeof startEngine>>;

beforeAll(async () => {
  engine = await startEngine();
});

afterAll(() => engine.stop());

const LONG = { timeout: 120_000 };

test("`bugle endpoint` prints what is not as AWS, and succeeds if all is as it is kept", LONG, async () => {
  const { code, stdout } = await run("endpoint", "--endpoint", engine.endpoint, "--section", "fifo");
  expect(stdout).toMatch(/^fifo +1[23] of 14 as AWS$/m);
  expect(stdout).toMatch(/^fifo\/dead-letter-type +departs +accepted +AWS: A standard queue as the dead-letter queue/m);
  expect(stdout).toMatch(/\nAll is as what is kept of \w+ [\d.]+\.\n$/);
  expect(code).toBe(0);
});

test(
  "with --json it prints every finding with AWS's page, and what Bugle does where the endpoint departs",
  LONG,
  async () => {
    const { code, stdout } = await run("endpoint", "--endpoint", engine.endpoint, "--section", "fifo", "--json");
    const { findings, differences } = JSON.parse(stdout);
    expect(findings).toHaveLength(14);
    expect(findings[0]).toEqual({
      id: "fifo/order",
      title: "Messages of a group come one after another in the order in which they were sent.",
      source:
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html",
      verdict: "as AWS",
    });
    expect(findings.find(({ id }: { id: string }) => id === "fifo/dead-letter-type")).toMatchObject({
      verdict: "departs",
      saw: "accepted",
      instead: "Nothing of Bugle relies on it: a FIFO queue's dead-letter queue is made FIFO.",
    });
    expect([differences, code]).toEqual([[], 0]);
  },
);

test("interrupted, it removes what it has made", LONG, async () => {
  const bugle = join(import.meta.dirname, "..", "..", "cli", "bugle.ts");
  const args = ["endpoint", "--endpoint", engine.endpoint, "--section", "queues"];
  const child = spawn(process.execPath, [bugle, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  const sqs = new SQSClient({ ...localAws(engine.endpoint) });
  const queues = async () => (await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [];
  await expect.poll(queues, { timeout: 60_000 }).not.toEqual([]);
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  child.kill("SIGINT");
  const [code] = await once(child, "close");
  expect(code).toBe(130);
  expect(said).toContain("interrupted: what it had made is removed\n");
  expect(await queues()).toEqual([]);
  sqs.destroy();
});

test("interrupted, it says how much could not be removed", () => {
  expect(interruptedText(1)).toBe(
    "interrupted: one thing that it had made is left, as told above; such names begin with bugle-contract-",
  );
  expect(interruptedText(3)).toContain("interrupted: 3 things that it had made are left,");
});

test.each([
  ["an address elsewhere", ["--endpoint", "http://example.com:4566"], "is no address on this machine"],
  ["a section that is none", ["--endpoint", "ENGINE", "--section", "nope"], "there is no section nope"],
  ["two places", ["--endpoint", "ENGINE", "--aws"], "--aws and --endpoint name two places"],
  ["a consent without --aws", ["--yes-create-and-delete-resources"], "--region and the consent are for --aws alone"],
])("it refuses %s", async (_, args, says) => {
  const given = args.map((arg) => (arg === "ENGINE" ? engine.endpoint : arg));
  const { code, stderr } = await runWith({ AWS_ENDPOINT_URL: "" }, "endpoint", ...given);
  expect(stderr).toContain(says);
  expect(code).toBe(2);
});

test("without consent it only says what it would make, and in which account of AWS", async () => {
  const credentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  const place = { AWS_ENDPOINT_URL: "", AWS_ENDPOINT_URL_EVENTBRIDGE: engine.endpoint, AWS_REGION: "us-east-1" };
  const { code, stderr } = await runWith({ ...credentials, ...place }, "endpoint", "--aws");
  expect(stderr).toMatch(/--aws creates and deletes resources in account 000000000000, region us-east-1: queues, /);
  expect(stderr).toContain("Add --yes-create-and-delete-resources if that is what you want");
  expect(code).toBe(2);
});

test("it says what it found where nothing that it knows answers", async () => {
  const { code, stderr } = await run("endpoint", "--endpoint", "http://127.0.0.1:9");
  expect(stderr).toContain("error: No local cloud that is known answers at http://127.0.0.1:9.\n");
  expect(code).toBe(1);
});
