import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { coffee } from "./card-gateway/bench.ts";

async function stateFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "card-gateway-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, "cards.json");
}

function run(...args: string[]) {
  const child = spawn(process.execPath, ["local/card-gateway/main.ts", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function addressOf(child: ReturnType<typeof run>): Promise<string> {
  const [line] = await once(child.stdout.setEncoding("utf8"), "data");
  return String(line).replace("card gateway at ", "").trim();
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown[]> {
  const ended = once(child, "exit");
  child.kill(signal);
  return ended;
}

async function charge(url: string): Promise<unknown> {
  const headers = { "idempotency-key": "k1" };
  return (await fetch(`${url}/charges`, { method: "POST", headers, body: JSON.stringify(coffee) })).json();
}

test("as a process it keeps what it answered, killed or asked to stop", async () => {
  const file = await stateFile();
  const killed = run("--file", file);
  const answer = await charge(await addressOf(killed));
  await end(killed, "SIGKILL");
  const stopped = run("--file", file, "--late-ms", "5");
  expect(await charge(await addressOf(stopped))).toEqual(answer);
  expect(await end(stopped, "SIGTERM")).toEqual([0, null]);
});

test("a corrupt file ends the process with one sentence, a way out and no stack", async () => {
  const file = await stateFile();
  await writeFile(file, "{ half");
  const child = run("--file", file);
  const ended = once(child, "exit");
  expect(await text(child.stderr)).toBe(
    `card gateway: ${file} does not hold the card gateway's state\nrepair the file, or delete it to begin with no charges\n`,
  );
  expect(await ended).toEqual([1, null]);
});

test.each([
  [["--port", "70000"], "--port must be a whole number up to 65535"],
  [["--late-ms", "soon"], "--late-ms must be a whole number up to 2147483647"],
  [["--tls"], "Unknown option '--tls'"],
])("the arguments %j are refused with the usage", async (args, message) => {
  const child = run(...args);
  const ended = once(child, "exit");
  const output = await text(child.stderr);
  expect(output).toContain(message);
  expect(output).toContain("usage: node local/card-gateway/main.ts");
  expect(await ended).toEqual([1, null]);
});
