import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { birthOf, isAlive } from "./process-life.mjs";

/**
 * Takes a lock file for this process, or says who holds it. A lock whose process is gone is taken over.
 * `describe` adds what others may want to know of the holder; `release` is idempotent.
 */
export function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = { pid: process.pid, birth: birthOf(process.pid) ?? "" };
  for (;;) {
    if (create(path, mine)) return taken(path, mine);
    const found = read(path);
    if (found.holder && isAlive(found.holder.pid, found.holder.birth)) return { taken: false, holder: found.holder };
    removeStale(path, found.text);
  }
}

/** Who holds a lock, unless nobody does or its process is gone. */
export function holderOf(path) {
  const { holder } = read(path);
  return holder && isAlive(holder.pid, holder.birth) ? holder : undefined;
}

function taken(path, mine) {
  const isMine = () => {
    const { holder } = read(path);
    return holder?.pid === mine.pid && holder.birth === mine.birth;
  };
  return {
    taken: true,
    describe: (more) => isMine() && writeFileSync(path, JSON.stringify({ ...mine, ...more })),
    release: () => isMine() && rmSync(path, { force: true }),
  };
}

function create(path, holder) {
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function read(path) {
  let text = "";
  // Between creation and writing a lock is empty for a moment; one that stays empty was left by a crash.
  for (let tries = 0; tries < 10; tries++) {
    try {
      text = readFileSync(path, "utf8");
      return { text, holder: JSON.parse(text) };
    } catch (error) {
      if (error.code === "ENOENT") return { text: undefined };
      if (error.code) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
  return { text };
}

// Two processes may find the same stale lock: renaming lets one of them win, and shows whether it moved what it had read.
function removeStale(path, text) {
  if (text === undefined) return;
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  if (readFileSync(aside, "utf8") === text) rmSync(aside);
  else renameSync(aside, path);
}
