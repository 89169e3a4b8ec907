import { BugleError } from "./errors.ts";
import type { ProjectionDefinition } from "./projection.ts";

/** A key as a caller has shown it. */
export interface ShownKey {
  readonly key: string;
  /** What stands for the parameters of the route's path, by name. */
  readonly path: Readonly<Record<string, string>>;
  /** A row of one of the system's read models of one stream, by its key; undefined if there is none, and for totals. */
  readonly find: <R>(projection: ProjectionDefinition<R>, key: string) => Promise<R | undefined>;
}

/** Whether the key opens this path; a check that throws is a fault, and the caller is told to try again. */
export type KeyCheck = (shown: ShownKey) => Promise<boolean>;

/** What `callerKeys` makes. */
export interface CallerKeys {
  readonly is: "caller-keys";
  /** By header. */
  readonly checks: Readonly<Record<string, KeyCheck>>;
}

const HEADER = /^[a-z][a-z\d-]{0,59}$/;
/** The header of tokens and signatures. */
const TAKEN = "authorization";

/**
 * Declares, in a system's caller-keys.ts, how keys are checked that callers show in a header: `callerKeys({ "x-device-key": async (shown) => … })`.
 * In AWS the operations that name the header as their `key` stand behind this check alone, in a Lambda of its own that reads the system's read models.
 * A yes is remembered for a minute, under the key alone and whatever the path: it only lets a request in, so the handler has to check the key again.
 * Locally nothing stands before the handler. Throws `key-header-invalid`.
 */
export function callerKeys(checks: Readonly<Record<string, KeyCheck>>): CallerKeys {
  const wrong = Object.keys(checks).find((header) => !HEADER.test(header) || header === TAKEN);
  if (wrong === undefined) return { is: "caller-keys", checks };
  throw new BugleError("key-header-invalid", `the header ${wrong} cannot carry a key`, {
    help: "name a header of your own in lower case, such as x-device-key",
  });
}
