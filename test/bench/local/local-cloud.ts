import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "../../../local/engine/free-port.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** A step of `npm start`, as it told of it last. */
export interface Step {
  readonly text: string;
  readonly ms: number;
}

export interface LocalCloud {
  /** Of the HTTP API. */
  readonly url: string;
  /** Of `npm start`. */
  readonly pid: number;
  /** By name, what was done until it was ready. */
  readonly steps: ReadonlyMap<string, Step>;
  stop(): Promise<void>;
}

type Line = { readonly kind: string; readonly url?: string; readonly step?: string } & Partial<Step>;

async function ready(child: ChildProcess, args: readonly string[]): Promise<Pick<LocalCloud, "url" | "steps">> {
  const steps = new Map<string, Step>();
  for await (const text of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const line = JSON.parse(text) as Line;
    if (line.kind === "ready" && line.url) return { url: line.url, steps };
    if (line.step !== undefined) steps.set(line.step, { text: line.text ?? "", ms: line.ms ?? 0 });
  }
  const command = ["npm start", ...(args.length > 0 ? ["--", ...args] : [])].join(" ");
  throw new Error(`\`${command}\` ended before it was ready: run it by itself to see why`);
}

/** What `npm start` with these arguments brings up, in a folder and on ports of its own; nothing is left of it once it is stopped. */
export async function openLocalCloud(
  home: string,
  signal: AbortSignal,
  args: readonly string[] = [],
): Promise<LocalCloud> {
  const ports = { BUGLE_PORT: String(await freePort()), BUGLE_API_PORT: String(await freePort()) };
  signal.throwIfAborted();
  const child = spawn(process.execPath, [join(ROOT, "local/start.ts"), "--json", "--quiet", ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    // A terminal's Ctrl-C goes to the bench, which stops this one in order.
    detached: true,
    env: { PATH: process.env["PATH"], HOME: home, BUGLE_HOME: home, ...ports },
  });
  const ended = once(child, "close");
  const interrupt = () => child.kill("SIGINT");
  signal.addEventListener("abort", interrupt);
  const stop = async () => {
    signal.removeEventListener("abort", interrupt);
    child.kill("SIGINT");
    await ended;
  };
  try {
    const up = await ready(child, args);
    // Nobody reads on: what is written must not fill the pipe.
    child.stdout?.resume();
    return { ...up, pid: child.pid as number, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
