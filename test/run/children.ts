import { type ChildProcess, spawn } from "node:child_process";
import { delimiter, join } from "node:path";

/** How a tool ended: its exit code (1 if it could not run or was killed) and, if captured, what it said. */
export interface Ended {
  code: number;
  output: string;
  milliseconds: number;
}

const root = join(import.meta.dirname, "..", "..");
const tools = join(root, "node_modules", ".bin");
/** What one worker has compiled the next two hundred, and what they start, only read. */
const compiled = join(root, ".bugle", "compile-cache", "tests");
const running = new Set<ChildProcess>();
const patienceMs = 5_000;

/** Runs a tool of node_modules/.bin from the root; its output is captured unless `shown`. */
export function run(tool: string, args: string[], { env = {}, shown = false } = {}): Promise<Ended> {
  const start = performance.now();
  const child = spawn(join(tools, tool), args, {
    cwd: root,
    // A group of its own: tools start further processes, and a signal has to reach those too.
    detached: true,
    env: {
      NODE_COMPILE_CACHE: compiled,
      ...process.env,
      ...env,
      PATH: `${tools}${delimiter}${process.env["PATH"] ?? ""}`,
    },
    stdio: shown ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let output = "";
  const keep = (text: string) => {
    output += text;
  };
  child.stdout?.setEncoding("utf8").on("data", keep);
  child.stderr?.setEncoding("utf8").on("data", keep);
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const end = (code: number) => {
    running.delete(child);
    resolve({ code, output, milliseconds: performance.now() - start });
  };
  child.on("error", (error) => {
    keep(`${tool} could not be started: ${error.message}\n`);
    end(1);
  });
  child.on("close", (code) => end(code ?? 1));
  return promise;
}

/** Ends every running tool with all it started; by force if it has not gone after five seconds. */
export function stopAll(): void {
  signalAll("SIGTERM");
  setTimeout(() => signalAll("SIGKILL"), patienceMs).unref();
}

function signalAll(signal: NodeJS.Signals): void {
  for (const { pid } of running) if (pid !== undefined) signalGroup(pid, signal);
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // The group may have ended without its last output having been read.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
