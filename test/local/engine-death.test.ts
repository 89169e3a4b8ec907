import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freePort } from "../../local/engine/free-port.ts";
import { fakeInstalled, installed, openForTest, temporaryRoot } from "./engine-fixture.ts";

test("an engine that dies half way is reported", async () => {
  const engine = await openForTest();
  process.kill(engine.pid ?? 0, "SIGKILL");
  expect(await engine.died).toMatch(/^The engine ended \(SIGKILL\)/);
});

test("an adopted engine that dies half way is reported", async () => {
  const root = temporaryRoot();
  const port = await freePort();
  await openForTest({ root, port });
  const adopted = await openForTest({ root, port });

  process.kill(adopted.pid ?? 0, "SIGKILL");
  expect(await adopted.died).toBe(`The engine (process ${adopted.pid}) ended.`);
});

test("an engine that was stopped is not reported as dead", async () => {
  const engine = await openForTest();
  const reports: string[] = [];
  void engine.died.then((report) => reports.push(report));
  await engine.stop();
  await new Promise(setImmediate);
  expect(reports).toEqual([]);
});

test("an engine whose packages are broken says so, and is no longer taken for installed", async () => {
  const installed = fakeInstalled("#!/bin/sh\necho ModuleNotFoundError: no ministack\necho bye\nexit 3\n");
  const stamp = join(installed, "venv", ".bugle-stamp");
  writeFileSync(stamp, "made");
  await expect(openForTest({ installed })).rejects.toMatchObject({
    code: "engine-start-failed",
    message:
      "A package of the engine is missing or broken. The engine ended (exit code 3): ModuleNotFoundError: no ministack",
    help: expect.stringMatching(/^Run the same command again, which installs them anew\./),
  });
  expect(existsSync(stamp)).toBe(false);
});

test("a MiniStack that does not fit the launcher is refused in one sentence", async () => {
  const folder = temporaryRoot();
  for (const part of ["core", "services"]) mkdirSync(join(folder, "ministack", part), { recursive: true });
  for (const module of ["__init__", "app", "core/__init__", "services/__init__", "services/sqs"]) {
    writeFileSync(join(folder, "ministack", `${module}.py`), "");
  }
  writeFileSync(join(folder, "ministack", "core", "concurrency.py"), "esm_wake = None\n");
  const real = join(installed, "venv", "bin", "python");
  const faked = fakeInstalled(`#!/bin/sh\nPYTHONPATH='${folder}' exec '${real}' "$@"\n`);

  await expect(openForTest({ installed: faked })).rejects.toMatchObject({
    message: expect.stringMatching(/MiniStack does not fit Bugle's launcher \(ministack\.app has no main and app\)/),
  });
});
