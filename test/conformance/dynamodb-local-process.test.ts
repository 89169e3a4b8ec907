import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { expect, test, vi } from "vitest";
import { hasJava, startDynamodbLocal } from "./grounds/dynamodb-local.ts";

const ground = new URL("./grounds/dynamodb-local.ts", import.meta.url).href;

/** Whether somebody takes a connection there. */
async function answers(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port, timeout: 2000 });
  const outcome = await Promise.race(
    ["connect", "error", "timeout"].map((name) => new Promise((done) => socket.once(name, () => done(name)))),
  );
  socket.destroy();
  return outcome === "connect";
}

// 127.0.0.2 is this machine too where there is such an address; whoever listens on all of them answers there.
test.runIf(hasJava())("DynamoDB Local answers on 127.0.0.1 and on no other address", { timeout: 60_000 }, async () => {
  const { endpoint, stop } = await startDynamodbLocal();
  const port = Number(new URL(endpoint).port);
  try {
    expect(await answers("127.0.0.1", port)).toBe(true);
    expect(await answers("127.0.0.2", port)).toBe(false);
  } finally {
    await stop();
  }
});

test.runIf(hasJava())("DynamoDB Local does not outlive a process that is killed", { timeout: 60_000 }, async () => {
  const program = `console.log((await (await import("${ground}")).startDynamodbLocal()).endpoint); setInterval(() => {}, 1000)`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [endpoint] = await once(parent.stdout, "data");
  const port = Number(new URL(String(endpoint).trim()).port);
  expect(await answers("127.0.0.1", port)).toBe(true);

  parent.kill("SIGKILL");
  await vi.waitUntil(async () => !(await answers("127.0.0.1", port)), { timeout: 20_000 });
});
