import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { LambdaEvent } from "hono/aws-lambda";
import { expect, test, vi } from "vitest";
import { apiEntry } from "../../../functions/runtime/aws/entry/api.ts";
import type { Environment } from "../../../functions/runtime/aws/env.ts";
import { routesOf } from "../../../functions/runtime/routes.ts";
import { bakeryApi, manifest } from "./bakery.ts";

const environment: Environment = {
  stage: "test",
  system: "bakery",
  region: "eu-central-1",
  tables: { journal: "journal", snapshots: "snapshots", attempts: "attempts", models: "models", keys: "keys" },
  queues: { "bakery/cake": "https://sqs/cake.fifo" },
  deadLetterQueues: {},
  config: {},
};

type Call = [name: string, input: Record<string, unknown>];

/** A Lambda whose clients note each call and answer like AWS. */
function openLambda() {
  const calls: Call[] = [];
  const client = {
    middlewareStack: { add: () => {} },
    send: async (command: { input: Record<string, unknown> }) => {
      calls.push([command.constructor.name, command.input]);
      return {};
    },
  };
  const given = {
    environment,
    dynamodb: client as unknown as DynamoDBClient,
    sqs: client as unknown as SQSClient,
    log: () => {},
  };
  const lambda = apiEntry({ system: "bakery", api: bakeryApi(), routes: routesOf(manifest) }, given);
  return { lambda, calls };
}

const eventOf = (method: string, rawPath: string, authorizer: object, body: string | null = null) =>
  ({
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString: "",
    headers: { host: "api.example", "content-type": "application/json", "idempotency-key": "k" },
    requestContext: { authorizer, domainName: "api.example", http: { method, path: rawPath } },
    isBase64Encoded: false,
    body,
  }) as unknown as LambdaEvent;

const sentBy = async (authorizer: object) => {
  const { lambda, calls } = openLambda();
  const result = await lambda(eventOf("PUT", "/cakes/opera", authorizer, '{"layers":3}'));
  const [, { QueueUrl, Entries }] = calls.at(-1)! as [string, { QueueUrl: string; Entries: { MessageBody: string }[] }];
  return { result, calls, QueueUrl, envelope: JSON.parse(Entries[0]!.MessageBody) as Record<string, unknown> };
};

test("an event of an HTTP API becomes one conditional put and one send, from whom the authorizer has checked", async () => {
  const { result, calls, QueueUrl, envelope } = await sentBy({ jwt: { claims: { sub: "ann" }, scopes: null } });
  expect(result.statusCode).toBe(202);
  expect(result.isBase64Encoded).toBe(false);
  expect(calls.map(([name]) => name)).toEqual(["PutItemCommand", "SendMessageBatchCommand"]);
  expect(QueueUrl).toBe("https://sqs/cake.fifo");
  expect(envelope).toMatchObject({ type: "BakeCake", actor: "ann", data: { cakeId: "opera", layers: 3 } });
});

test("a caller is an IAM identity where there is one, and nobody without an authorizer", async () => {
  const userArn = "arn:aws:iam::123456789012:user/ann";
  expect((await sentBy({ iam: { userArn } })).envelope["actor"]).toBe(userArn);
  expect((await sentBy({})).envelope).not.toHaveProperty("actor");
});

test("a problem is answered as text", async () => {
  const { lambda, calls } = openLambda();
  const result = await lambda(eventOf("PUT", "/cakes/opera", {}, '{"layers":0}'));
  expect(result).toMatchObject({ statusCode: 400, isBase64Encoded: false });
  expect(JSON.parse(result.body)).toMatchObject({ status: 400, errors: [{ field: "layers" }] });
  expect(calls).toEqual([]);
});

test("a queue that the environment does not name is answered 503", async () => {
  const written = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const { lambda } = openLambda();
  const result = await lambda(eventOf("POST", "/bell", {}));
  expect(result.statusCode).toBe(503);
  expect(JSON.parse(String(written.mock.calls[0]![0]))).toMatchObject({ system: "bakery", code: "no-road" });
  written.mockRestore();
});
