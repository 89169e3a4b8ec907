import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The process that listens on a port. */
export interface PortHolder {
  pid: number;
  command: string;
}

/** Finds the process that listens on a TCP port of this machine, or undefined where the system does not tell. */
export function portHolder(port: number): PortHolder | undefined {
  return process.platform === "linux" ? (fromProc(port) ?? fromLsof(port)) : fromLsof(port);
}

function fromProc(port: number): PortHolder | undefined {
  const sockets = new Set(listeners(port).map(({ socket }) => socket));
  if (sockets.size === 0) return undefined;
  const pid = list("/proc").find((entry) => /^\d+$/.test(entry) && holdsOne(entry, sockets));
  return pid === undefined ? undefined : { pid: Number(pid), command: commandOf(pid) };
}

/**
 * Whether a process of a group listens on a port where other machines reach it: on any address but those of this machine
 * alone. False where the system has no /proc.
 */
export function isOpenToOthers(port: number, group: number): boolean {
  const sockets = new Set(
    listeners(port)
      .filter(({ address }) => !LOOPBACK.test(address))
      .map(({ socket }) => socket),
  );
  return sockets.size > 0 && list("/proc").some((pid) => groupOf(pid) === group && holdsOne(pid, sockets));
}

// As the kernel writes 127.*.*.*, the same within IPv6, and ::1: each four bytes in the order of a little-endian machine.
const LOOPBACK = /^(0000000000000000FFFF0000)?[0-9A-F]{6}7F$|^0{24}01000000$/;

function listeners(port: number): { address: string; socket: string }[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
  return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) =>
    read(table)
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => local?.endsWith(`:${hexPort}`) && state === "0A")
      .map((fields) => ({ address: (fields[1] ?? "").slice(0, -5), socket: `socket:[${fields[9]}]` })),
  );
}

function groupOf(pid: string): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // Behind the command, which may contain spaces and brackets: state, parent, group.
  return stat ? Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]) : undefined;
}

function holdsOne(pid: string, sockets: Set<string>): boolean {
  return list(`/proc/${pid}/fd`).some((fd) => sockets.has(linkOf(`/proc/${pid}/fd/${fd}`)));
}

function commandOf(pid: string): string {
  return read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim() || read(`/proc/${pid}/comm`).trim();
}

function fromLsof(port: number): PortHolder | undefined {
  const args = ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"];
  const output = attempt(
    () => execFileSync("lsof", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    "",
  );
  const pid = /^p(\d+)$/m.exec(output)?.[1];
  const command = /^c(.+)$/m.exec(output)?.[1];
  return pid && command ? { pid: Number(pid), command } : undefined;
}

const list = (path: string): string[] => attempt(() => readdirSync(path), []);
const read = (path: string): string => attempt(() => readFileSync(path, "utf8"), "");
const linkOf = (path: string): string => attempt(() => readlinkSync(path), "");

// Processes end while we look, and those of others may not be looked at.
function attempt<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
