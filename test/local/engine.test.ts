import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readRecord } from "../../local/engine/engine-record.ts";
import { freePort } from "../../local/engine/free-port.ts";
import { isTaken } from "../../local/engine/probe.ts";
import { birthOf } from "../../local/setup/process-life.mjs";
import { openForTest, temporaryRoot } from "./engine-fixture.ts";

const lives = (pid = 0): boolean => birthOf(pid) !== undefined;

test("an engine starts, is noted, and leaves nothing behind when stopped", async () => {
  const root = temporaryRoot();
  const port = await freePort();
  const engine = await openForTest({ root, port });

  expect(engine).toMatchObject({ kind: "started", version: "1.5.33", endpoint: `http://127.0.0.1:${port}` });
  expect(readRecord(join(root, ".bugle"))).toMatchObject({ pid: engine.pid, port });

  await engine.stop();
  expect(lives(engine.pid)).toBe(false);
  expect(await isTaken(port)).toBe(false);
  expect(existsSync(join(root, ".bugle", "engine.json"))).toBe(false);
});

test("an engine that a killed run left behind is adopted, and stopped by the run that adopted it", async () => {
  const root = temporaryRoot();
  const port = await freePort();
  const first = await openForTest({ root, port });
  const second = await openForTest({ root, port });

  expect(second).toMatchObject({ kind: "adopted", pid: first.pid, version: "1.5.33" });
  await second.stop();
  expect(lives(first.pid)).toBe(false);
});

test("a stranger on the port is named, and so is the way to another port", async () => {
  const port = await freePort();
  const stranger = createServer((_, response) => response.writeHead(404).end());
  await new Promise<void>((done) => stranger.listen(port, "127.0.0.1", done));
  onTestFinished(() => void stranger.close());

  await expect(openForTest({ port })).rejects.toMatchObject({
    code: "port-taken",
    message: expect.stringContaining(`held by process ${process.pid} (`),
    help: expect.stringContaining(`BUGLE_PORT=${port + 1}`),
  });
});

test("the engine of another checkout is named, not adopted", async () => {
  const port = await freePort();
  const root = temporaryRoot();
  const other = await openForTest({ root, port });

  await expect(openForTest({ port })).rejects.toMatchObject({
    code: "port-taken",
    message: `Port ${port} is held by the engine of another checkout, ${root} (process ${other.pid}).`,
  });
});

test("an engine named by AWS_ENDPOINT_URL is used and never stopped", async () => {
  const own = await openForTest();
  const external = await openForTest({ env: { AWS_ENDPOINT_URL: `${own.endpoint}/` } });

  expect(external).toMatchObject({ kind: "external", version: "1.5.33", endpoint: own.endpoint });
  await external.stop();
  expect(lives(own.pid)).toBe(true);
});

test("an endpoint at which nothing answers is refused", async () => {
  const env = { AWS_ENDPOINT_URL: `http://127.0.0.1:${await freePort()}` };
  await expect(openForTest({ env })).rejects.toMatchObject({ code: "endpoint-unhealthy" });
});

test("a missing Python environment is told how to be made", async () => {
  const opening = openForTest({ installed: temporaryRoot() });
  await expect(opening).rejects.toMatchObject({
    code: "engine-not-installed",
    help: expect.stringContaining("install.mjs"),
  });
});
