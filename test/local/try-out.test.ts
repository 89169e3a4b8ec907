import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { memoryTrace } from "../../functions/runtime/memory/trace.ts";
import { tryOut } from "../../local/journeys/try-out.ts";

/** An API that knows none of the example's paths, as that of somebody's own system called commerce. */
async function foreignApi(): Promise<string> {
  const server = createServer((_, response) => response.writeHead(404).end("nothing here")).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function tryCommerce(onlyOnce: boolean) {
  const troubles: string[] = [];
  const reporter = {
    ...{ step: () => {}, log: () => {}, journey: () => {}, ready: () => {} },
    trouble: (text: string) => void troubles.push(text),
  };
  const { signal } = new AbortController();
  const options = { url: await foreignApi(), root: "", state: "", once: onlyOnce, reporter, signal };
  const ground = { systems: ["commerce"], fetch: () => new Response(), trace: memoryTrace(), listeners: {} };
  const lines = await tryOut({ ...options, quietly: (work) => work() }, ground);
  return { lines, troubles };
}

test("a run whose system takes other requests than the example's stays up, and says so", async () => {
  const { lines, troubles } = await tryCommerce(false);
  expect(lines).toEqual([]);
  expect(troubles).toEqual([expect.stringContaining("POST /users was answered with 404: nothing here")]);
});

test("with --once it is a failure", () =>
  expect(tryCommerce(true)).rejects.toMatchObject({ code: "first-journey-failed" }));
