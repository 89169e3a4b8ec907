import { sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { LocalError } from "../engine/errors.ts";

/** A failure of the local cloud itself, not of code that it runs. */
export const isOwn = (error: unknown): boolean => (error as Partial<LocalError> | undefined)?.name === "LocalError";

/** The first line of the systems' own code in a stack, told from their folder on. */
function placeIn(functions: string, stack: string): string | undefined {
  const base = pathToFileURL(functions + sep).href;
  const frames = stack.split("\n").flatMap((line) => line.split(base)[1] ?? []);
  return frames.find((frame) => !frame.startsWith("runtime/"))?.replace(/(:\d+):\d+\)?$/, "$1");
}

/** What to say of a failure that reached nobody: a rejection that was not awaited, or a throw in a callback. */
export function strayFailure(functions: string, error: unknown): { message: string; help: string } {
  const { message = String(error), stack = "" } = (error ?? {}) as Partial<Error>;
  const place = placeIn(functions, stack);
  return {
    message: `Something that nobody waits for failed${place ? ` at ${place}` : ""}: ${message}`,
    help: "was an `await` left out?",
  };
}
