import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBStreamEvent, SQSEvent } from "aws-lambda";
import type { LambdaEvent } from "hono/aws-lambda";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as z from "zod";
import { itemOf } from "../../functions/runtime/aws/dynamodb-journal.ts";
import { apiEntry } from "../../functions/runtime/aws/entry/api.ts";
import { consumerEntry } from "../../functions/runtime/aws/entry/consumer.ts";
import { relayEntry } from "../../functions/runtime/aws/entry/relay.ts";
import { ENVIRONMENT_VARIABLE } from "../../functions/runtime/aws/env.ts";
import type { Commit } from "../../functions/runtime/commit.ts";
import { resource } from "../../functions/runtime/edge/index.ts";
import { command, event, handle, on, Rejected, Terminal } from "../../functions/runtime/index.ts";
import { consumerOf } from "../../functions/runtime/manifest.ts";

const secrets = {
  name: "SecretAda",
  email: "secret@example.com",
  card: "4242424242424242",
  address: "12 Secret Square",
};
const text = JSON.stringify(secrets);

const fields = { userId: z.string(), ...Object.fromEntries(Object.keys(secrets).map((key) => [key, z.string()])) };
class Register extends command("Register", fields) {}
class Registered extends event("Registered", fields) {}

const environment = {
  stage: "t",
  system: "club",
  region: "eu-west-1",
  tables: { journal: "j", snapshots: "s", attempts: "a", models: "m", keys: "k" },
  queues: { "club/register": "http://q/1/register", "club/greet": "http://q/1/greet" },
  deadLetterQueues: { "club/register": "http://q/1/dead", "club/greet": "http://q/1/dead" },
  topic: "arn:topic",
  retryQueue: "http://q/1/retry",
  config: {},
};
const silent = { middlewareStack: { add: () => {} }, send: async () => ({}) };
const broken = { middlewareStack: { add: () => {} }, send: () => Promise.reject(new Error(`refused: ${text}`)) };

let written: string[];

beforeEach(() => {
  written = [];
  vi.stubEnv(ENVIRONMENT_VARIABLE, JSON.stringify(environment));
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((line) => written.push(String(line)) > 0);
  for (const level of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, level).mockImplementation((...args) => void written.push(args.map(String).join(" ")));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** What was written, as lines of JSON; fails if any of it tells a secret. */
function lines(): Record<string, unknown>[] {
  const all = [...written];
  vi.restoreAllMocks();
  for (const secret of Object.values(secrets)) expect(all.join("")).not.toContain(secret);
  return all
    .join("")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const sqsEvent = (type: string, kind: string): SQSEvent => {
  const now = new Date().toISOString();
  const envelope = {
    specversion: "1.0",
    id: "m-1",
    source: "/t",
    type,
    kind,
    time: now,
    born: now,
    correlationid: "c-1",
  };
  const body = JSON.stringify({ ...envelope, contractversion: 1, hops: 0, data: { userId: "u-1", ...secrets } });
  const attributes = { ApproximateReceiveCount: "1" };
  return {
    Records: [{ messageId: "s-1", receiptHandle: "h", body, attributes, messageAttributes: {} }],
  } as unknown as SQSEvent;
};

const careless = (): never => {
  throw Object.assign(new TypeError(`cannot read ${text}\n    at ${secrets.name} (${secrets.card}:1:1)`), {
    code: secrets.address,
    cause: new Error(text),
  });
};

test.each([
  ["an error that quotes it", careless, "retry", undefined],
  [
    "a rejection that quotes it",
    () => {
      throw new Rejected("taken", text, { help: text });
    },
    "rejected",
    undefined,
  ],
  [
    "a fault for good that quotes it",
    () => {
      throw new Terminal("unreadable", text, { help: text });
    },
    "dead",
    "unreadable",
  ],
  ["nothing", () => undefined, "done", undefined],
])("a consumer whose handler answers with %s logs none of it", async (_, decide, outcome, code) => {
  const definition = handle(Register, {}, decide);
  const consumer = consumerOf("club", definition, "club/register.ts", new Set());
  const clients = { dynamodb: silent as unknown as DynamoDBClient, sqs: silent as unknown as SQSClient };
  await consumerEntry(
    { consumer, definitions: [definition] },
    { environment, ...clients },
  )(sqsEvent("Register", "command"));
  const [told] = lines();
  expect([told?.["handler"], told?.["outcome"], told?.["code"]]).toEqual(["club/register", outcome, code]);
});

test("a subscriber that is not tried again logs none of what it lost", async () => {
  const definition = on(Registered, { delivery: "at-most-once" }, careless);
  const consumer = consumerOf("club", definition, "club/greet.ts", new Set(["Registered"]));
  const clients = { dynamodb: silent as unknown as DynamoDBClient, sqs: silent as unknown as SQSClient };
  await consumerEntry(
    { consumer, definitions: [definition] },
    { environment, ...clients },
  )(sqsEvent("Registered", "event"));
  expect(lines()).toMatchObject([{ handler: "club/greet", outcome: "lost", Failed: 1 }]);
});

const registered: Commit = {
  stream: "club/user/u-1",
  n: 1,
  time: "2026-05-01T12:00:00.000Z",
  by: "club/register",
  version: 1,
  events: [{ type: "Registered", v: 1, data: { userId: "u-1", ...secrets }, by: 0 }],
  sends: [],
  answers: [],
};

test.each([
  ["sends", silent],
  ["cannot send", broken],
])("a relay that %s counts what it took by type and logs none of it", async (_, client) => {
  const routes = { commands: {}, repliesTo: {}, declared: { "club/user": ["Registered"] }, public: [] };
  const record = { eventName: "INSERT", dynamodb: { SequenceNumber: "1", NewImage: itemOf(registered) } };
  const { jsonPublished } = await import("../../functions/runtime/aws/log.ts");
  const given = { environment, sns: client as unknown as SNSClient, sqs: silent as unknown as SQSClient };
  const handler = relayEntry({ routes, system: "club" }, { ...given, published: jsonPublished(environment) });
  await handler({ Records: [record] } as unknown as DynamoDBStreamEvent);
  expect(lines()).toMatchObject([{ system: "club", type: "Registered", Published: 1 }]);
});

test("an API whose code fails with an error that quotes the request logs its id, code and place alone", async () => {
  const api = resource().post("/users/:userId", async (c) => {
    await c.req.json();
    return careless();
  });
  const routes = { commands: {}, repliesTo: {}, declared: {}, public: [] };
  const clients = { dynamodb: silent as unknown as DynamoDBClient, sqs: silent as unknown as SQSClient };
  const rawPath = `/users/${encodeURIComponent(secrets.email)}`;
  const answer = await apiEntry(
    { system: "club", api, routes },
    { environment, ...clients },
  )({
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString: `name=${secrets.name}`,
    headers: { host: "api.example", "content-type": "application/json", "x-name": secrets.name },
    requestContext: { authorizer: {}, domainName: "api.example", http: { method: "POST", path: rawPath } },
    isBase64Encoded: false,
    body: text,
  } as unknown as LambdaEvent);
  expect(answer.statusCode).toBe(500);
  const told = lines();
  expect(told).toMatchObject([
    { outcome: "failed", code: "TypeError" },
    { type: "request", outcome: "500" },
  ]);
  expect(told[0]?.["frames"]).toEqual(expect.arrayContaining([expect.stringContaining("personal-data.test.ts")]));
});
