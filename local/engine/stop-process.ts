import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../setup/process-life.mjs";

const tickMs = 20;

/**
 * Ends a process and its group: SIGTERM, then SIGKILL, after ten seconds by default, since an engine keeps its data on the way out.
 * Resolves when the process is gone.
 */
export async function stopProcess(pid: number, birth: string, graceMs = 10_000): Promise<void> {
  if (isAlive(pid, birth)) signal(pid, "SIGTERM");
  const deadline = Date.now() + graceMs;
  while (isAlive(pid, birth) && Date.now() < deadline) await sleep(tickMs);
  if (isAlive(pid, birth)) signal(pid, "SIGKILL");
  // What a process leaves behind in its group, such as a Lambda worker, ends with it.
  signal(-pid, "SIGKILL");
  while (isAlive(pid, birth)) await sleep(tickMs);
}

function signal(target: number, name: "SIGTERM" | "SIGKILL"): void {
  if (target < 0 && process.platform === "win32") return;
  try {
    process.kill(target, name);
  } catch (error) {
    // Gone already; macOS says EPERM for a group in which only zombies are left.
    if (!(error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM"))) throw error;
  }
}
