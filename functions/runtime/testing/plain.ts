import { AssertionError } from "node:assert";
import { isDeepStrictEqual } from "node:util";
import { BugleError } from "../errors.ts";

/** A test that is itself wrong, as against an expectation that fails. */
export const misuse = (message: string, help: string): BugleError =>
  new BugleError("test-kit-misuse", `${message}: ${help}`, { help });

/** The value as it would be stored: what JSON drops is dropped. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

const PLAIN: readonly unknown[] = [Object.prototype, Array.prototype, null];

/** Refuses what JSON would change, since a snapshot would then differ from the warm copy. */
export function assertPlain(value: unknown, path: string): void {
  if (value === null || ["undefined", "string", "boolean"].includes(typeof value) || Number.isFinite(value)) return;
  const isPlain = typeof value === "object" && PLAIN.includes(Object.getPrototypeOf(value));
  if (!isPlain)
    throw misuse(
      `${path} cannot be stored as JSON`,
      "keep plain objects, arrays, strings, finite numbers and booleans",
    );
  for (const [name, item] of Object.entries(value)) assertPlain(item, `${path}.${name}`);
}

/** Freezes all the way down, so that code which should be pure fails where it is not. */
export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) frozen(item);
  return Object.freeze(value);
}

/** Fails with one sentence and both sides, unless both are the same JSON. */
export function assertSame(actual: unknown, expected: unknown, message: string): void {
  const sides = { actual: plain(actual), expected: plain(expected) };
  if (isDeepStrictEqual(sides.actual, sides.expected)) return;
  throw new AssertionError({ message, ...sides, operator: "deepStrictEqual" });
}
