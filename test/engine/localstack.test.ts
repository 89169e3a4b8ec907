import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { chosenProduct } from "../../local/engine/endpoint.ts";
import { readRecord } from "../../local/engine/engine-record.ts";
import { isReady, type Place, place, start } from "./start-fixture.ts";

const onLocalStack = test.runIf(process.platform === "linux" && chosenProduct(undefined, process.env) === "LocalStack");

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // It ended while we looked.
    return "";
  }
};

/** What of a place's engine runs: LocalStack, DynamoDB Local, and the processes of Lambdas. */
function processesOf({ home }: Place): string[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const mine = all.filter(
    (pid) => read(`/proc/${pid}/cmdline`).includes(home) || read(`/proc/${pid}/environ`).includes(home),
  );
  return mine.map((pid) => basename(read(`/proc/${pid}/cmdline`).split("\0")[0] ?? ""));
}

/** Ports on which anything listens at an address that is not this machine's own. */
function openPorts(): Set<number> {
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) => read(file).split("\n").slice(1));
  const listening = rows.map((row) => row.trim().split(/\s+/)).filter(([, , , state]) => state === "0A");
  const open = listening.map(([, local = ""]) => local.split(":")).filter(([address = ""]) => /^0+$/.test(address));
  return new Set(open.map(([, port = ""]) => Number.parseInt(port, 16)));
}

onLocalStack(
  "LocalStack and its DynamoDB Local listen on this machine alone, and are gone after Ctrl-C, Lambdas too",
  {
    timeout: 240_000,
  },
  async () => {
    const before = openPorts();
    const here = await place();
    const run = start(here, "--lambda", "--quiet");
    await run.until(isReady);

    expect([...openPorts()].filter((port) => !before.has(port))).toEqual([]);
    expect(new Set(processesOf(here))).toEqual(new Set(["node", "python", "java"]));
    run.kill("SIGINT");
    await expect(run.ended).resolves.toEqual({ code: 0, said: "" });
    await expect.poll(() => processesOf(here), { timeout: 5_000 }).toEqual([]);
  },
);

onLocalStack(
  "a LocalStack that is killed takes its DynamoDB Local and its Lambdas along",
  { timeout: 240_000 },
  async () => {
    const here = await place();
    const run = start(here, "--lambda", "--quiet");
    await run.until(isReady);

    process.kill(readRecord(here.state)?.pid ?? 0, "SIGKILL");

    expect((await run.ended).code).toBe(1);
    await expect.poll(() => processesOf(here), { timeout: 10_000 }).toEqual([]);
  },
);
