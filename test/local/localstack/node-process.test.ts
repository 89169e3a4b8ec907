import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { installed } from "../engine-fixture.ts";
import { stopped } from "./stopped.ts";

const plugin = join(import.meta.dirname, "../../../local/engine/localstack/node-executor");
const NO_END = "60";

/** Lets the plugin's part in Python ask a process that runs this handler. */
function asking(handler: string, ...events: [seconds: string, event: unknown][]) {
  const folder = mkdtempSync(join(tmpdir(), "bugle process-"));
  writeFileSync(join(folder, "index.mjs"), `export const handler = ${handler}`);
  const asked = events.flatMap(([seconds, event]) => [seconds, JSON.stringify(event)]);
  const python = join(installed, "venv", "bin", "python");
  const child = spawn(python, [join(import.meta.dirname, "ask-process.py"), process.execPath, ...asked], {
    cwd: folder,
    env: { PYTHONPATH: plugin, PYTHONDONTWRITEBYTECODE: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(async () => {
    await stopped(child);
    rmSync(folder, { recursive: true });
  });
  const outcomes = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
  const outcome = async () => JSON.parse((await outcomes.next()).value ?? "null") as [unknown, unknown];
  return { child, outcome, told: text(child.stdout) };
}

test("all that a handler prints is told line by line and kept for its invocation", async () => {
  const handler = `async (name) => { console.log(name); console.error("é"); process.stdout.write("x".repeat(200_000)) }`;
  const { outcome, told } = asking(handler, [NO_END, "one"], [NO_END, "two"]);

  expect((await outcome())[1]).toBe("ready");
  expect(await outcome()).toEqual(["response", `one\né\n${"x".repeat(200_000)}\n`]);
  expect(await outcome()).toEqual(["response", `two\né\n${"x".repeat(200_000)}\n`]);
  expect(await told).toBe(`one\né\n${"x".repeat(200_000)}\ntwo\né\n${"x".repeat(200_000)}\n`);
});

test("an event and an answer larger than what the line holds pass it", async () => {
  const { outcome } = asking("async (event) => { console.log(event.length); return event.repeat(60) }", [
    NO_END,
    "x".repeat(100_000),
  ]);
  await outcome();

  expect(await outcome()).toEqual(["response", "100000\n"]);
});

test.each([
  ["async () => process.exit(0)", "Runtime exited without providing a reason"],
  ["async () => process.exit(3)", "Runtime exited with error: exit status 3"],
  ["async () => { process.kill(process.pid, 'SIGKILL'); for (;;); }", "Runtime exited with error: signal: killed"],
])("%s: %s", async (handler, told) => {
  const { outcome } = asking(handler, [NO_END, {}]);
  await outcome();

  expect(await outcome()).toEqual([told, ""]);
});

test("a time-out is told while a handler is busy, with what it printed, and its process can be ended", async () => {
  const { outcome } = asking("(console.log('here'), () => { for (;;); })", ["0.2", {}]);
  await outcome();

  expect(await outcome()).toEqual(["timeout", "here\n"]);
  expect(await outcome()).toEqual(["ended", true]);
});

test.each([
  ["waits", "await new Promise(() => {})"],
  ["is busy", "for (;;);"],
])("a process whose handler %s is gone when who asked it was killed", async (_, then) => {
  const folder = mkdtempSync(join(tmpdir(), "bugle life-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "life");
  const server = createServer().listen(path);
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const connected = once(server, "connection");
  const { child } = asking(
    `async (path) => {
      const { connect } = await import("node:net");
      await new Promise((done) => connect(path).once("connect", done));
      ${then}
    }`,
    [NO_END, path],
  );
  const [life] = (await connected) as [Socket];

  await stopped(child);

  await once(life.resume(), "close");
});
