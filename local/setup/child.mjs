import { spawn } from "node:child_process";

const running = new Set();
let stopped = false;

/**
 * Runs a command to its end and keeps what it prints; never throws for a command that fails or is missing.
 * A command gets a process group of its own, so that stopChildren reaches its children too.
 */
export function run(command, args, { cwd, env = process.env, onLine = () => {} } = {}) {
  return new Promise((resolve) => {
    if (stopped) return;
    const detached = process.platform !== "win32";
    const child = spawn(command, args, { cwd, env, detached, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    let output = "";
    const read = (chunk) => {
      output += chunk;
      for (const line of chunk.split("\n")) if (line.trim()) onLine(line);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", read);
    const done = (result) => {
      running.delete(child);
      if (!stopped) resolve({ output, ...result });
    };
    running.add(child);
    child.once("error", (error) => done({ ok: false, missing: error.code === "ENOENT", output: error.message }));
    child.once("close", (code) => done({ ok: code === 0, missing: false }));
  });
}

/**
 * Ends every command that still runs, with its children: asks first, forces after two seconds.
 * Whoever waits for one of them waits for ever: the process is about to exit.
 */
export async function stopChildren() {
  stopped = true;
  const ended = [...running].map((child) => new Promise((resolve) => child.once("close", resolve)));
  signalAll("SIGTERM");
  const force = setTimeout(() => signalAll("SIGKILL"), 2000);
  await Promise.all(ended);
  clearTimeout(force);
}

function signalAll(signal) {
  for (const child of running) {
    try {
      if (process.platform === "win32") child.kill(signal);
      else if (child.pid) process.kill(-child.pid, signal);
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  }
}
