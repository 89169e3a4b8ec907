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
import { functionsFolder, project } from "./fixture.ts";

const NAME = "telemetry/authorizer/entry";
const KEY = "the-key-of-d-1";
const row = { deviceId: "d-1", keyHash: createHash("sha256").update(KEY).digest("hex") };

let server: Server;
let folder: string;
const seen: string[] = [];
let status = 200;

const stored = {
  Item: {
    id: { S: "telemetry/devices/d-1" },
    version: { N: "1" },
    n: { N: "1" },
    row: { S: JSON.stringify(row) },
  },
};

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { TableName, Key } = JSON.parse(await text(request)) as { TableName: string; Key: { id: { S: string } } };
    seen.push(`${request.headers["x-amz-target"]} ${TableName} ${Key.id.S}`);
    const answer = Key.id.S === "telemetry/devices/d-1" ? stored : {};
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const root = join(project, "functions");
  const { manifest } = await readManifest(root);
  const entries = entriesOf(manifest).filter(({ name }) => name === NAME);
  folder = (await bundle(root, entries, join(await functionsFolder(), "built"))).of(NAME).folder;
});

afterAll(() => new Promise((done) => server.close(done)));

const knock = (rawPath: string, key: string, method = "POST") => ({
  version: "2.0",
  type: "REQUEST",
  routeKey: `${method} ${rawPath.replace(/^\/devices\/[^/]+/, "/devices/{deviceId}")}`,
  identitySource: [key],
  rawPath,
  headers: { host: "api.example", "x-device-key": key },
  requestContext: { http: { method, path: rawPath } },
});

const RUN = `
  const { handler } = await import(process.argv[1]);
  const answers = [];
  for (const event of JSON.parse(process.argv[2])) answers.push(await handler(event).catch(() => "failed"));
  process.stderr.write(JSON.stringify(answers));
`;

/** Runs the module as Lambda would, in a process that has nothing else; `log` is what it wrote. */
async function run(...events: unknown[]): Promise<{ answers: unknown[]; log: string }> {
  seen.length = 0;
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const names = ["journal", "snapshots", "attempts", "models", "keys"];
  const tables = Object.fromEntries(names.map((name) => [name, name]));
  const common = { stage: "t", system: "telemetry", region: "us-east-1", config: {} };
  const told = { ...common, tables, queues: {}, deadLetterQueues: {} };
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "-e", RUN, join(folder, "index.mjs"), JSON.stringify(events)],
    {
      env: {
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "key",
        AWS_SECRET_ACCESS_KEY: "secret",
        AWS_ENDPOINT_URL: endpoint,
        BUGLE_ENVIRONMENT: JSON.stringify(told),
      },
    },
  );
  return { answers: JSON.parse(stderr) as unknown[], log: stdout };
}

const [yes, no] = [{ isAuthorized: true }, { isAuthorized: false }];

test("the bundle alone lets a device in by its key, with one read, and nobody else", async () => {
  const { answers, log } = await run(
    knock("/devices/d-1/readings", KEY),
    knock("/devices/d-1/readings", "another-key"),
    knock("/devices/d-2/readings", KEY),
  );
  expect(answers).toEqual([yes, no, no]);
  expect(seen).toEqual([
    "DynamoDB_20120810.GetItem models telemetry/devices/d-1",
    "DynamoDB_20120810.GetItem models telemetry/devices/d-1",
    "DynamoDB_20120810.GetItem models telemetry/devices/d-2",
  ]);
  expect(log).toBe("");
});

test("what is malformed, or of no such route, is refused without a read", async () => {
  const { answers, log } = await run(
    null,
    {},
    { ...knock("/devices/d-1/readings", KEY), headers: undefined },
    { ...knock("/devices/d-1/readings", KEY), headers: {} },
    { ...knock("/devices/d-1/readings", KEY), routeKey: "POST /devices/{deviceId}/configuration" },
    knock("/devices/d-1/reboot", KEY),
    knock("/devices/d-1/readings", KEY, "DELETE"),
    knock("/devices/%E0%A4%A/readings", KEY),
    knock(`/devices/${"d".repeat(2_000)}/readings`, KEY),
  );
  expect(answers).toEqual(Array(9).fill(no));
  expect([seen, log]).toEqual([[], ""]);
});

test("a table that does not answer is a failure, not a no, and the log does not hold the key", async () => {
  status = 400;
  const { answers, log } = await run(knock("/devices/d-1/readings", KEY));
  status = 200;
  expect(answers).toEqual(["failed"]);
  expect(log).not.toContain(KEY);
});
