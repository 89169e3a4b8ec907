import { execFileSync } from "node:child_process";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { isOpenToOthers } from "../../local/engine/port-holder.ts";

const group = Number(execFileSync("ps", ["-o", "pgid=", "-p", String(process.pid)], { encoding: "utf8" }));

async function listening(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

test.runIf(process.platform === "linux").each([
  ["127.0.0.1", false],
  ["127.8.9.10", false],
  ["::ffff:127.0.0.1", false],
  ["0.0.0.0", true],
])("whether other machines reach a port at %s: %s", async (host, open) => {
  expect(isOpenToOthers(await listening(host), group)).toBe(open);
});

test.runIf(process.platform === "linux")("a port that another program opened is not the engine's", async () => {
  expect(isOpenToOthers(await listening("0.0.0.0"), group + 1)).toBe(false);
});
