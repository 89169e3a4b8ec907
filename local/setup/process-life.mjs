import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * What tells a process from a later one with the same pid: when it was started. Empty where the system does not say,
 * undefined when there is no such process (a zombie counts as gone).
 */
export function birthOf(pid) {
  if (process.platform === "linux") return birthOnLinux(pid);
  if (!exists(pid)) return undefined;
  if (process.platform === "win32") return "";
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

/** Whether the process that had this pid and this birth still lives. */
export function isAlive(pid, birth) {
  const now = birthOf(pid);
  return now !== undefined && (now === "" || birth === "" || now === birth);
}

function birthOnLinux(pid) {
  let stat;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // The command, in brackets, may contain spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? undefined : fields[19];
}

function exists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
