import { open, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { LogLine } from "../../functions/runtime/ports.ts";
import type { Trouble } from "./poller.ts";

const LOOK_MS = 100;
/** How the engine says that an invocation failed as a whole; those that ask what the engine can do fail on purpose. */
const FAILED = /Lambda (?!bugle-contract-)\S+ failed processing .*/;

export interface LambdaLogOptions {
  /** The engine's log, in which the Lambdas' own lines stand too. */
  readonly file: string;
  readonly log: (line: LogLine) => void;
  readonly trouble: Trouble;
}

function lineOf(text: string): LogLine | undefined {
  try {
    const { system, handler, id, type, correlationid, outcome, code, at, ms } = JSON.parse(text) as LogLine;
    const more = { ...(correlationid && { correlationid }), ...(code && { code }), ...(at && { at }) };
    return handler && outcome ? { system, handler, id, type, outcome, ms, ...more } : undefined;
  } catch {
    return undefined;
  }
}

/** Tells what Lambdas say of the messages they handle, from now on, as the engine writes it down; answers how to stop. */
export async function followLambdas({ file, log, trouble }: LambdaLogOptions): Promise<() => Promise<void>> {
  const handle = await open(file);
  let position = (await stat(file)).size;
  let rest = "";
  let stopped = false;

  const tell = (text: string): void => {
    const line = text.startsWith("{") ? lineOf(text) : undefined;
    if (line) log(line);
    const [failure] = FAILED.exec(text) ?? [];
    if (failure) trouble(new Error(failure));
  };

  const look = async (): Promise<void> => {
    const { bytesRead, buffer } = await handle.read({ position, buffer: Buffer.alloc(65_536) });
    if (bytesRead === 0) return;
    position += bytesRead;
    const lines = (rest + buffer.toString("utf8", 0, bytesRead)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) tell(line);
    await look();
  };

  const looking = (async () => {
    while (!stopped) {
      await look();
      await sleep(LOOK_MS);
    }
    await handle.close();
  })().catch(trouble);
  return async () => {
    stopped = true;
    await looking;
  };
}
