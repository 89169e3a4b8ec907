import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { launchEngine } from "../../local/engine/engine-process.ts";
import { readRecord, writeRecord } from "../../local/engine/engine-record.ts";
import { freePort } from "../../local/engine/free-port.ts";
import { healthOf } from "../../local/engine/probe.ts";
import { recipes } from "../../local/engine/recipes.ts";
import { stopProcess } from "../../local/engine/stop-process.ts";
import { birthOf } from "../../local/setup/process-life.mjs";
import { fakeInstalled, installed, openForTest, temporaryRoot } from "./engine-fixture.ts";

/** What a run leaves that is killed right after it has started an engine. */
async function leave(root: string, port: number, from = installed): Promise<number> {
  const state = join(root, ".bugle");
  const env = { PATH: process.env["PATH"] };
  const { pid } = await launchEngine({ root, port, state, installed: from, env }, recipes.MiniStack);
  onTestFinished(() => stopProcess(pid, ""));
  writeRecord(state, { pid, birth: birthOf(pid) ?? "", port, startedAt: "2026-01-01T00:00:00.000Z" });
  return pid;
}

test("an engine that a killed run was still starting is waited for and adopted", async () => {
  const root = temporaryRoot();
  const port = await freePort();
  const python = join(installed, "venv", "bin", "python");
  const pid = await leave(root, port, fakeInstalled(`#!/bin/sh\nsleep 1\nexec '${python}' "$@"\n`));
  const lines: string[] = [];

  expect(await openForTest({ root, port, log: (line) => lines.push(line) })).toMatchObject({ kind: "adopted", pid });
  expect(lines).toEqual([`waiting for the engine that an earlier run was starting (process ${pid})`]);
});

test("an engine that ended while it was waited for is replaced", async () => {
  const root = temporaryRoot();
  const port = await freePort();
  const pid = await leave(root, port, fakeInstalled("#!/bin/sh\nsleep 0.3\n"));

  const engine = await openForTest({ root, port });
  expect(engine.kind).toBe("started");
  expect(engine.pid).not.toBe(pid);
});

test("asked for another product, an engine of this checkout that this state does not name is left alone", async () => {
  const root = temporaryRoot();
  const port = await freePort();
  const { pid, endpoint } = await openForTest({ root, port, product: "MiniStack" });

  const opening = openForTest({ root, port, product: "LocalStack", state: temporaryRoot() });
  await expect(opening).rejects.toMatchObject({
    code: "port-taken",
    message: `Port ${port} is held by the MiniStack of another run of this checkout (process ${pid}).`,
    help: expect.stringContaining(`BUGLE_PORT=${port + 1}`),
  });
  expect(await healthOf(endpoint)).toMatchObject({ product: "MiniStack" });
});

test("asked for another product, an engine that this state names is stopped, and that is said", async () => {
  const root = temporaryRoot();
  const port = await freePort();
  const { pid = 0 } = await openForTest({ root, port, product: "MiniStack" });
  const lines: string[] = [];

  const opening = openForTest({
    root,
    port,
    product: "LocalStack",
    installed: temporaryRoot(),
    log: (line) => lines.push(line),
  });
  await expect(opening).rejects.toMatchObject({ code: "engine-not-installed" });
  expect(lines).toEqual([`the MiniStack that an earlier run left at port ${port} was stopped`]);
  expect(birthOf(pid)).toBeUndefined();
  expect(readRecord(join(root, ".bugle"))).toBeUndefined();
});

test("a folder in which the engine's files cannot be made is told in one sentence", async () => {
  const root = temporaryRoot();
  mkdirSync(join(root, ".bugle"));
  writeFileSync(join(root, ".bugle", "engine"), "a file, where a folder should be");

  await expect(openForTest({ root })).rejects.toMatchObject({
    code: "file-error",
    message: expect.stringMatching(/^The engine's files in .+\.bugle could not be made: E(EXIST|NOTDIR): /),
    help: "Put that right, then run the same command again.",
  });
});
