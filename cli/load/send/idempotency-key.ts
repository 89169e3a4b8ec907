import { createHash } from "node:crypto";

/** The same for the same content, so that sending a file again is harmless. */
export const idempotencyKey = (...parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");
