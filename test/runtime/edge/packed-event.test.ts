import { gzipSync } from "node:zlib";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { LambdaEvent } from "hono/aws-lambda";
import { expect, test } from "vitest";
import * as z from "zod";
import { apiEntry } from "../../../functions/runtime/aws/entry/api.ts";
import { api, operation, resource } from "../../../functions/runtime/edge/index.ts";

const echo = api(
  resource().post("/echo", operation({ summary: "Echoes", body: z.object({ text: z.string() }), gzip: true }), (c) =>
    c.json(c.req.valid("json")),
  ),
);

const environment = {
  ...{ stage: "test", system: "bakery", region: "eu-central-1", queues: {}, deadLetterQueues: {}, config: {} },
  tables: { journal: "journal", snapshots: "snapshots", attempts: "attempts", models: "models", keys: "keys" },
};
const dynamodb = { middlewareStack: { add: () => {} } } as unknown as DynamoDBClient;
const routes = { commands: {}, repliesTo: {}, declared: {}, public: [] };

test("a packed body that API Gateway hands over in Base64 is read as it was sent", async () => {
  const lambda = apiEntry({ system: "bakery", api: echo, routes }, { environment, dynamodb, log: () => {} });
  const text = "crème brûlée";
  const event = {
    version: "2.0",
    routeKey: "$default",
    rawPath: "/echo",
    rawQueryString: "",
    headers: { host: "api.example", "content-type": "application/json", "content-encoding": "gzip" },
    requestContext: { domainName: "api.example", http: { method: "POST", path: "/echo" } },
    isBase64Encoded: true,
    body: gzipSync(JSON.stringify({ text })).toString("base64"),
  } as unknown as LambdaEvent;
  const { statusCode, body } = await lambda(event);
  expect([statusCode, JSON.parse(body)]).toEqual([200, { text }]);
});
