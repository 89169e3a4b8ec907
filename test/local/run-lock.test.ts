import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { takeRunLock } from "../../local/engine/run-lock.ts";
import { localEndpoint } from "../../local/runner/deployed.ts";
import { temporaryRoot } from "./engine-fixture.ts";

function leaveLock(root: string, content: string): void {
  mkdirSync(join(root, ".bugle"), { recursive: true });
  writeFileSync(join(root, ".bugle", "run.lock"), content);
}

test("a second run is refused, with the pid and the address of the first", async () => {
  const root = temporaryRoot();
  const lock = await takeRunLock(root);
  await lock.announce("http://127.0.0.1:3000", "runner");

  await expect(takeRunLock(root)).rejects.toMatchObject({
    code: "already-running",
    message: `Bugle already runs from this folder: process ${process.pid}, and answers at http://127.0.0.1:3000.`,
    help: expect.stringContaining(`kill ${process.pid}`),
  });
});

test("after a release the next run goes ahead", async () => {
  const root = temporaryRoot();
  const first = await takeRunLock(root);
  await first.release();
  await first.release();
  expect(existsSync(join(root, ".bugle", "run.lock"))).toBe(false);
  await expect(takeRunLock(root)).resolves.toBeDefined();
});

test("two checkouts do not see each other's lock", async () => {
  await takeRunLock(temporaryRoot());
  await expect(takeRunLock(temporaryRoot())).resolves.toBeDefined();
});

test("the lock of a run that was killed is taken over", async () => {
  const root = temporaryRoot();
  const script = `import { tryLock } from ${JSON.stringify(join(import.meta.dirname, "../../local/setup/lock.mjs"))};
    tryLock(${JSON.stringify(join(root, ".bugle", "run.lock"))}); process.kill(process.pid, "SIGKILL");`;
  spawnSync(process.execPath, ["--input-type=module", "-e", script]);
  expect(existsSync(join(root, ".bugle", "run.lock"))).toBe(true);

  await expect(takeRunLock(root)).resolves.toBeDefined();
});

test.each([
  ["a pid that now belongs to another process", JSON.stringify({ pid: process.pid, birth: "earlier" })],
  ["an empty lock that a crash left", ""],
])("%s does not block a run", async (_, content) => {
  const root = temporaryRoot();
  leaveLock(root, content);
  await expect(takeRunLock(root)).resolves.toBeDefined();
});

test("who looks for the local cloud of a run in memory is told that there is nothing to look at from outside", async () => {
  const root = temporaryRoot();
  const lock = await takeRunLock(root);
  await lock.announce("http://127.0.0.1:3000", "memory");

  await expect(localEndpoint(root, {})).rejects.toMatchObject({
    message: "The run of this folder keeps everything in memory.",
    help: "GET http://127.0.0.1:3000/trace/{correlationId} tells a journey; start without --memory to look with this command.",
  });
  await lock.release();
  await expect(localEndpoint(root, {})).rejects.toMatchObject({ message: "No local cloud is running." });
});
