import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { assertSound } from "../../local/engine/sound.ts";

/** An engine that answers every request alike; tells what it was asked. */
async function answering(status: number) {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers["x-amz-target"]);
    response.writeHead(status).end("{}");
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { asked, at: { endpoint: `http://127.0.0.1:${port}`, port, group: 0, signal: new AbortController().signal } };
}

test("a healthy engine whose DynamoDB Local does not answer is refused, with its port", async () => {
  const { at } = await answering(500);
  await expect(assertSound({ ...at, dynamodb: 4_599 })).rejects.toMatchObject({
    code: "dynamodb-silent",
    message: "The engine is healthy, but the DynamoDB Local that it runs at 127.0.0.1:4599 does not answer.",
  });
});

test("an engine's DynamoDB Local is asked once, and an engine without one is not", async () => {
  const { at, asked } = await answering(200);
  await assertSound({ ...at, dynamodb: 4_599 });
  await assertSound({ ...at, dynamodb: undefined });
  expect(asked).toEqual(["DynamoDB_20120810.ListTables"]);
});
