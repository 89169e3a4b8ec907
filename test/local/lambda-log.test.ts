import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { LogLine } from "../../functions/runtime/ports.ts";
import { followLambdas } from "../../local/runner/lambda-log.ts";

const handled = { system: "shop", handler: "shop/sell", id: "s1", type: "Sell", outcome: "done", ms: 3 };

/** A log with one line in it already, and what its follower tells. */
async function followed() {
  const folder = mkdtempSync(join(tmpdir(), "bugle-log-"));
  const file = join(folder, "engine.log");
  writeFileSync(file, `${JSON.stringify({ ...handled, id: "earlier" })}\n`);
  const lines: LogLine[] = [];
  const troubles: string[] = [];
  const stop = await followLambdas({
    file,
    log: (line) => lines.push(line),
    trouble: (error) => troubles.push((error as Error).message),
  });
  onTestFinished(async () => {
    await stop();
    rmSync(folder, { recursive: true });
  });
  return { lines, troubles, write: (text: string) => appendFileSync(file, text) };
}

test("the lines of Lambdas are told as they come, without metrics, also one that is written in two halves", async () => {
  const { lines, write } = await followed();
  const text = JSON.stringify({ _aws: { Timestamp: 1 }, stage: "local", ...handled, Handled: 1 });

  write(`2026-05-01 INFO [lambda] ESM: Lambda sell output:\n${text.slice(0, 40)}`);
  write(`${text.slice(40)}\n{"another":"line"}\n`);

  await expect.poll(() => lines).toEqual([handled]);
});

test("an invocation that failed as a whole is told as trouble, unless the endpoint is only being asked what it does then", async () => {
  const { troubles, write } = await followed();

  write(
    "2026-05-01 WARNING [lambda] ESM: Lambda bugle-contract-poison-3f2a9c failed processing SQS batch from q (errorMessage=boom)\n",
  );
  write("2026-05-01 WARNING [lambda] ESM: Lambda sell failed processing SQS batch from q (errorMessage=no memory)\n");

  await expect
    .poll(() => troubles)
    .toEqual(["Lambda sell failed processing SQS batch from q (errorMessage=no memory)"]);
});
