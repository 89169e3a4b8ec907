import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

/** The sha256 of a file, as hex. */
export function fingerprint(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** The sha256 of several files together, as hex; of one file it is its own. */
export function fingerprintOf(paths) {
  const [first, ...more] = paths.map(fingerprint);
  return more.length === 0
    ? first
    : createHash("sha256")
        .update([first, ...more].join(" "))
        .digest("hex");
}

/** What a finished installation wrote last, or undefined while there is none. */
export function readStamp(path) {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** Marks an installation as finished: call it last. */
export function writeStamp(path, content) {
  writeFileSync(path, `${content}\n`);
}
