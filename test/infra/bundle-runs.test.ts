import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { bundle } from "../../infra/bundle/bundle.ts";
import { entriesOf } from "../../infra/entries.ts";
import { functionsFolder } from "./fixture.ts";

const NAME = "shop/ask-price/consumer";

let server: Server;
let folder: string;
const seen: { target: string; signed: string }[] = [];

const md5Of = (text: string) => createHash("md5").update(text).digest("hex");

/** What a service says when all is well; SQS tells the digest of what it was sent, and the client compares. */
function answerTo(target: string, body: string): object {
  const { MessageBody = "" } = JSON.parse(body) as { MessageBody?: string };
  return target === "AmazonSQS.SendMessage" ? { MessageId: "1", MD5OfMessageBody: md5Of(MessageBody) } : {};
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { "x-amz-target": header, authorization = "" } = request.headers;
    const target = String(header);
    seen.push({ target, signed: authorization.slice(0, authorization.indexOf(",")) });
    const answer = answerTo(target, await text(request));
    response.setHeader("content-type", "application/x-amz-json-1.0").end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const root = await functionsFolder();
  const { manifest } = await readManifest(root);
  const entries = entriesOf(manifest).filter(({ name }) => name === NAME);
  folder = (await bundle(root, entries, join(root, "built"))).of(NAME).folder;
});

afterAll(() => new Promise((done) => server.close(done)));

const tables = { journal: "journal", snapshots: "snapshots", attempts: "attempts", models: "models", keys: "keys" };

/** Runs the module as Lambda would: its handler is called with one record, in a process that has nothing else. */
async function run(body: string): Promise<{ answer: unknown; requests: typeof seen }> {
  seen.length = 0;
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const queues = { "shop/ask-price": `${endpoint}/000000000000/ask-price` };
  const event = {
    Records: [
      { messageId: "m", receiptHandle: "h", body, attributes: { ApproximateReceiveCount: "1" }, messageAttributes: {} },
    ],
  };
  const told = {
    stage: "t",
    system: "shop",
    region: "us-east-1",
    tables,
    queues,
    deadLetterQueues: queues,
    config: {},
  };
  const script = `const { handler } = await import(${JSON.stringify(join(folder, "index.mjs"))});
    console.error(JSON.stringify(await handler(${JSON.stringify(event)})));`;
  const { stderr } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    env: {
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "key",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_ENDPOINT_URL: endpoint,
      BUGLE_ENVIRONMENT: JSON.stringify(told),
    },
  });
  return { answer: JSON.parse(stderr.trim().split("\n").at(-1) ?? ""), requests: [...seen] };
}

const NONE_FAILED = { batchItemFailures: [] };
const now = new Date();
const envelope = {
  specversion: "1.0",
  id: "e",
  source: "/test",
  type: "AskPrice",
  kind: "command",
  time: now.toISOString(),
  born: now.toISOString(),
  correlationid: "r",
  contractversion: 1,
  hops: 0,
  data: { orderId: "o" },
};

test("a bundle alone handles a message with one signed put", async () => {
  const { answer, requests } = await run(JSON.stringify(envelope));
  expect(answer).toEqual(NONE_FAILED);
  const day = now.toISOString().slice(0, 10).replaceAll("-", "");
  expect(requests).toEqual([
    {
      target: "DynamoDB_20120810.PutItem",
      signed: `AWS4-HMAC-SHA256 Credential=key/${day}/us-east-1/dynamodb/aws4_request`,
    },
  ]);
});

test("a bundle alone sends what cannot be read to the dead-letter queue, with what it loads for it", async () => {
  const { answer, requests } = await run("no envelope");
  expect(answer).toEqual(NONE_FAILED);
  expect(requests.map(({ target }) => target)).toEqual([
    "DynamoDB_20120810.GetItem",
    "AmazonSQS.SendMessage",
    "DynamoDB_20120810.PutItem",
  ]);
});
