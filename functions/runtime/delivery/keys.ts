import { createHash } from "node:crypto";

/** A provider's idempotency key: of the attempt, never of the message, since a chased effect is another message. */
export const providerKey = (...parts: readonly (string | number)[]): string =>
  createHash("sha256")
    .update(parts.map((part) => encodeURIComponent(part)).join("|"))
    .digest("hex")
    .slice(0, 48);
