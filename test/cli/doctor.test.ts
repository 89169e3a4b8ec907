import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../../local/engine/free-port.ts";
import { takeRunLock } from "../../local/engine/run-lock.ts";
import { openForTest } from "../local/engine-fixture.ts";
import { run, runWith } from "./run.ts";

const repo = resolve(import.meta.dirname, "..", "..");

/** A folder and ports that no other run has. */
async function place() {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "bugle-doctor-")));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const [engine, api] = [await freePort(), await freePort()];
  const env = {
    BUGLE_HOME: home,
    BUGLE_PORT: String(engine),
    BUGLE_API_PORT: String(api),
    AWS_ENDPOINT_URL: "",
    BUGLE_ENGINE: "",
  };
  return { home, engine, api, env };
}

/** Something else that listens on a port until the test ends. */
async function hold(port: number): Promise<void> {
  const server = createServer((socket) => socket.destroy());
  onTestFinished(() => void server.close());
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
}

test("with nothing running it tells of the machine and of the engine that a start would use", async () => {
  const { env, engine, api } = await place();

  const { code, stdout, stderr } = await runWith(env, "doctor", "--all");

  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(new RegExp(`^Node +ok +${process.version}$`, "m"));
  expect(stdout).toMatch(/^npm packages +ok +complete$/m);
  expect(stdout).toMatch(/^MiniStack +ok +installed$/m);
  expect(stdout).toMatch(new RegExp(`^engine's port +ok +${engine} is free$`, "m"));
  expect(stdout).toMatch(new RegExp(`^API's port +ok +${api} is free$`, "m"));
  expect(stdout).toContain("none runs; `npm start` starts MiniStack\n");
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("nothing stops `npm start`");
});

test("what is well takes one line for each group, and what is not as AWS one more", async () => {
  const { env } = await place();

  const { stdout } = await runWith(env, "doctor");

  const firsts = stdout
    .split("\n")
    .flatMap((line) => /^(?:this machine|endpoint|contract|nothing stops).*/.exec(line) ?? []);
  expect(firsts.map((line) => line.split(/ {2,}/).slice(0, 2))).toEqual([
    ["this machine", "ok"],
    ["endpoint", "ok"],
    ["contract", "note"],
    ["nothing stops `npm start`"],
  ]);
  expect(stdout).toMatch(/^this machine +ok +Node, npm packages, MiniStack, .*engine's port, API's port$/m);
  expect(stdout).toContain("`npx bugle doctor --all`");
});

test("what stops a start is told first, before what is well", async () => {
  const { env, api } = await place();
  await hold(api);

  const { code, stdout } = await runWith(env, "doctor");

  expect(code).toBe(1);
  expect(stdout).toMatch(new RegExp(`^API's port +stops +Port ${api}, `));
  expect(stdout).toMatch(/^this machine +ok +Node, (?!.*API's port)/m);
});

test("ports that others hold stop a start, each with its holder and a way out", async () => {
  const { env, engine, api } = await place();
  await Promise.all([hold(engine), hold(api)]);

  const { code, stdout } = await runWith(env, "doctor", "--json");

  expect(code).toBe(1);
  const { machine, stops, well } = JSON.parse(stdout);
  expect([well, stops]).toEqual([false, ["engine's port", "API's port"]]);
  expect(machine).toEqual(
    expect.arrayContaining([
      {
        what: "engine's port",
        state: "stops",
        says: expect.stringMatching(`^Port ${engine} is held by process ${process.pid} `),
        help: expect.stringContaining("BUGLE_PORT="),
      },
      {
        what: "API's port",
        state: "stops",
        says: expect.stringMatching(
          `^Port ${api}, where the HTTP API would answer, is held by process ${process.pid} `,
        ),
        help: expect.stringContaining("BUGLE_API_PORT="),
      },
    ]),
  );
});

test("an endpoint that does not answer, or is on another machine, stops a start", async () => {
  const { env, engine } = await place();
  const endpoint = `http://127.0.0.1:${engine}`;

  const dead = await runWith({ ...env, AWS_ENDPOINT_URL: endpoint }, "doctor");
  const elsewhere = await runWith({ ...env, AWS_ENDPOINT_URL: "https://sqs.example.com" }, "doctor");

  expect([dead.code, elsewhere.code]).toEqual([1, 1]);
  const stopped = "`npm start` is stopped by: engine";
  expect([dead, elsewhere].map(({ stdout }) => stdout.trimEnd().split("\n").at(-1))).toEqual([stopped, stopped]);
  expect(dead.stdout).toContain(`nothing healthy and LocalStack-compatible answers at ${endpoint}`);
  expect(elsewhere.stdout).toContain("which is not this machine");
});

test("a machine without any Python on its path can still run the engine that is installed", async () => {
  const { env } = await place();

  const { code, stdout } = await runWith({ ...env, PATH: "" }, "doctor", "--all");

  expect(code).toBe(0);
  expect(stdout).toMatch(/^MiniStack +ok +installed$/m);
});

test("an engine that an earlier run has left is named with its process, product and version", async () => {
  const { env, home, engine: port } = await place();
  const { pid, endpoint, version } = await openForTest({ root: repo, state: join(home, ".bugle"), port });

  const { code, stdout } = await runWith(env, "doctor", "--json");

  expect(code).toBe(0);
  const says = `MiniStack ${version} at ${endpoint} (process ${pid}, left by an earlier run; the next one adopts it)`;
  expect(JSON.parse(stdout).endpoint).toEqual([expect.objectContaining({ what: "engine", state: "fine", says })]);
});

test("an engine that a start would stop to run another is told of, and the other one is judged", async () => {
  const { env, home, engine: port } = await place();
  const { pid, endpoint, version } = await openForTest({ root: repo, state: join(home, ".bugle"), port });

  const { stdout } = await runWith({ ...env, BUGLE_ENGINE: "localstack" }, "doctor", "--json");

  const says = `MiniStack ${version} at ${endpoint} (process ${pid}, left by an earlier run; the next one stops it and starts LocalStack)`;
  const { endpoint: lines, contract } = JSON.parse(stdout);
  expect(lines).toEqual([expect.objectContaining({ what: "engine", state: "fine", says })]);
  expect(contract.product).toBe("LocalStack");
});

test("while a run is up, its engine is the one that is judged, whatever the next start would take", async () => {
  const { env, home, engine: port } = await place();
  const { endpoint, version } = await openForTest({ root: repo, state: join(home, ".bugle"), port });
  const lock = await takeRunLock(home);
  onTestFinished(() => lock.release());

  const { stdout } = await runWith({ ...env, BUGLE_ENGINE: "localstack" }, "doctor", "--json");

  const { endpoint: lines, contract } = JSON.parse(stdout);
  expect(lines[0].says).toContain(`MiniStack ${version} at ${endpoint} (process`);
  expect([lines[0].product, contract.product]).toEqual(["MiniStack", "MiniStack"]);
});

test("an engine that was left at another port than the next start's is not the one it adopts", async () => {
  const { env, home } = await place();
  await openForTest({ root: repo, state: join(home, ".bugle") });

  const { code, stdout } = await runWith(env, "doctor");

  expect(code).toBe(0);
  expect(stdout).toContain("none runs; `npm start` starts MiniStack\n");
});

test("the engine of another checkout is none of this one, and holds its port", async () => {
  const { env, engine: port } = await place();
  const { pid } = await openForTest({ port });

  const { code, stdout } = await runWith(env, "doctor");

  expect(code).toBe(1);
  expect(stdout).toContain("none runs; `npm start` starts MiniStack\n");
  expect(stdout.replaceAll(/\s+/g, " ")).toMatch(
    new RegExp(`engine's port stops Port ${port} is held by the engine of another checkout, .* \\(process ${pid}\\)`),
  );
});

test("an option that it does not know is refused", async () => {
  expect((await run("doctor", "--cure")).code).toBe(2);
});
