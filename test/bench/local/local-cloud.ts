import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "../../../local/engine/free-port.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

export interface LocalCloud {
  /** Of the HTTP API. */
  readonly url: string;
  stop(): Promise<void>;
}

async function ready(child: ChildProcess): Promise<string> {
  for await (const text of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const line = JSON.parse(text) as { kind: string; url?: string; text?: string };
    if (line.kind === "ready" && line.url) return line.url;
  }
  throw new Error("`npm start` ended before it was ready: run it by itself to see why");
}

/** What `npm start` brings up, in a folder and on ports of its own; nothing is left of it once it is stopped. */
export async function openLocalCloud(home: string, signal: AbortSignal): Promise<LocalCloud> {
  const child = spawn(process.execPath, [join(ROOT, "local/start.ts"), "--json", "--quiet"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    // A terminal's Ctrl-C goes to the bench, which stops this one in order.
    detached: true,
    env: {
      PATH: process.env["PATH"],
      HOME: home,
      BUGLE_HOME: home,
      BUGLE_PORT: String(await freePort()),
      BUGLE_API_PORT: String(await freePort()),
    },
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
    const url = await ready(child);
    // Nobody reads on: what is written must not fill the pipe.
    child.stdout?.resume();
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
