import { type ExecFileException, execFile } from "node:child_process";
import { basename } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs a script of this checkout in a process of its own and reads the JSON that it writes; ends it when `signal` says so. */
export async function measureInChild<T>(script: string, args: readonly string[], signal: AbortSignal): Promise<T> {
  const { stdout } = await run(process.execPath, [script, ...args], { signal }).catch((failure: ExecFileException) => {
    const [why = failure.message] = /^.*Error: .*$/m.exec(failure.stderr ?? "") ?? [];
    throw new Error(`${basename(script)} ${args.join(" ")} failed: ${why}`, { cause: failure });
  });
  return JSON.parse(stdout);
}
