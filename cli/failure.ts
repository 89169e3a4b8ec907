import { BugleError } from "../functions/runtime/errors.ts";
import { printable } from "./printable.ts";

/** The command line was not understood, or names what is not there: exit code 2. */
export const misused = (message: string, help: string, cause?: unknown): BugleError =>
  new BugleError("misused", message, { help, cause });

/** Says what went wrong, unless commander has said it, and gives the exit code: 2 for misuse, else 1. */
export function report(error: unknown): number {
  const {
    code = "",
    help = "",
    message = String(error),
    exitCode,
  } = error as Partial<BugleError> & { exitCode?: number };
  if (code.startsWith("commander.")) return exitCode === 0 ? 0 : 2;
  process.stderr.write(printable(`error: ${message}\n${help ? `${help}\n` : ""}`));
  return code === "misused" ? 2 : 1;
}
