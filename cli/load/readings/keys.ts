import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as z from "zod";
import { BugleError } from "../../../functions/runtime/errors.ts";

/** Keys of devices, kept in a file that only its owner may read. */
export interface Keys {
  /** The keys of these devices; those that are new are in the file before they are answered. */
  of(devices: Iterable<string>): ReadonlyMap<string, string>;
}

function readKeys(file: string): Map<string, string> {
  try {
    const kept = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
    return new Map(Object.entries(kept));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw new BugleError("keys-unreadable", `the key file ${file} cannot be read`, {
      help: "Name another one with --key-file.",
      cause,
    });
  }
}

export function openKeys(file: string): Keys {
  const keys = readKeys(file);
  return {
    of: (devices) => {
      const wanted = [...devices];
      const missing = wanted.filter((device) => !keys.has(device));
      for (const device of missing) keys.set(device, randomBytes(32).toString("base64url"));
      if (missing.length > 0) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(`${file}.new`, `${JSON.stringify(Object.fromEntries(keys), null, 2)}\n`, { mode: 0o600 });
        renameSync(`${file}.new`, file);
      }
      return new Map(wanted.map((device) => [device, keys.get(device) ?? ""]));
    },
  };
}
