import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { readRecord } from "../../local/engine/engine-record.ts";
import { freePort } from "../../local/engine/free-port.ts";

/** The checkout that is tested. */
export const repo = resolve(import.meta.dirname, "..", "..");

/** Copies the commerce system into a folder of systems, but for what hears another of ours. */
export const copyShop = (functions: string): void =>
  cpSync(join(repo, "functions", "commerce"), join(functions, "commerce"), {
    recursive: true,
    filter: (file) => !file.endsWith("-on-alert-raised.ts"),
  });

/** A line that `npm start -- --json` wrote. */
export type Line = Readonly<Record<string, unknown>> & { readonly kind: string };

export interface Start {
  readonly pid: number;
  readonly lines: readonly Line[];
  /** What it has said to whoever reads its errors. */
  said(): string;
  /** Waits for a line, also among those written already; rejects if the run ends without it. */
  until(isIt: (line: Line) => boolean): Promise<Line>;
  readonly ended: Promise<{ code: number | null; said: string }>;
  kill(signal: NodeJS.Signals): void;
}

export interface Place {
  readonly home: string;
  readonly state: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A folder and ports of its own, so that a run collides with no other; whatever engine is left in it ends with the test. */
export async function place(more: NodeJS.ProcessEnv = {}): Promise<Place> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "bugle start-")));
  const state = join(home, ".bugle");
  onTestFinished(() => {
    const left = readRecord(state)?.pid;
    if (left !== undefined) killQuietly(-left);
    rmSync(home, { recursive: true, force: true });
  });
  const ports = { BUGLE_PORT: String(await freePort()), BUGLE_API_PORT: String(await freePort()) };
  return {
    home,
    state,
    env: {
      PATH: process.env["PATH"],
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      HOME: home,
      BUGLE_HOME: home,
      BUGLE_ENGINE: process.env["BUGLE_ENGINE"],
      ...ports,
      ...more,
    },
  };
}

/** Runs `npm start`'s script; it ends with the test at the latest. */
export function start({ env }: Place, ...args: string[]): Start {
  const child = spawn(process.execPath, [join(repo, "local", "start.ts"), "--json", ...args], { env, cwd: repo });
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  createInterface({ input: child.stdout }).on("line", (text) => {
    lines.push(JSON.parse(text));
    for (const look of waiting) look();
  });
  const ended = new Promise<{ code: number | null; said: string }>((done) => {
    child.once("close", (code) => done({ code, said }));
  });
  onTestFinished(() => endChild(child));
  return {
    pid: child.pid ?? 0,
    lines,
    said: () => said,
    until: (isIt) =>
      new Promise((found, lost) => {
        const look = () => {
          const line = lines.find(isIt);
          if (!line) return;
          waiting.delete(look);
          found(line);
        };
        waiting.add(look);
        look();
        void ended.then(({ code }) => lost(new Error(`the run ended with ${code} before that line: ${said}`)));
      }),
    ended,
    kill: (signal) => child.kill(signal),
  };
}

export const isReady = ({ kind }: Line): boolean => kind === "ready";

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("close", done));
  child.kill("SIGKILL");
  await gone;
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone already, as it should be.
  }
}
