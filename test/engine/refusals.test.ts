import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { takeRunLock } from "../../local/engine/run-lock.ts";
import { place, start } from "./start-fixture.ts";

function listen(): Promise<number> {
  const server = createServer();
  onTestFinished(() => {
    server.close();
  });
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port));
  });
}

test("a second start in the same folder says who runs already, and where", async () => {
  const here = await place();
  const lock = await takeRunLock(here.home);
  await lock.announce("http://127.0.0.1:3000", "runner");

  await expect(start(here).ended).resolves.toEqual({
    code: 1,
    said: `Bugle already runs from this folder: process ${process.pid}, and answers at http://127.0.0.1:3000.
Use that one, or stop it first: Ctrl-C in its terminal, or kill ${process.pid}.
`,
  });
});

test("an API port that is taken is named, with who holds it", async () => {
  const port = await listen();
  const here = await place({ BUGLE_API_PORT: String(port) });

  const { code, said } = await start(here).ended;

  expect(code).toBe(1);
  expect(said).toContain(`Port ${port}, where the HTTP API would answer, is held by process ${process.pid} (`);
  expect(said).toContain(`BUGLE_API_PORT=${port + 1}`);
});

test("an engine port that is taken is named, with who holds it, and nothing is left locked", async () => {
  const port = await listen();
  const here = await place({ BUGLE_PORT: String(port) });

  const { code, said } = await start(here).ended;

  expect(code).toBe(1);
  expect(said).toContain(`Port ${port} is held by process ${process.pid} (`);
  await expect(takeRunLock(here.home)).resolves.toBeDefined();
});

test("an option that is not known is refused with exit code 2", async () => {
  await expect(start(await place(), "--nope").ended).resolves.toEqual({
    code: 2,
    said: "Unknown option '--nope'.\n`npm start -- --help` lists the options.\n",
  });
});

test("an endpoint on another machine is refused", async () => {
  const { code, said } = await start(await place({ AWS_ENDPOINT_URL: "http://192.0.2.1:4566" })).ended;

  expect(code).toBe(1);
  expect(said).toContain("which is not this machine");
});
