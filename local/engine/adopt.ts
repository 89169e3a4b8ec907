import { birthOf, isAlive } from "../setup/process-life.mjs";
import type { Engine } from "./endpoint.ts";
import { dataOf } from "./engine-process.ts";
import { readRecord, removeRecord, writeRecord } from "./engine-record.ts";
import { LocalError } from "./errors.ts";
import { healthOf } from "./probe.ts";
import { stopProcess } from "./stop-process.ts";

const tickMs = 500;

export interface AdoptOptions {
  pid: number;
  port: number;
  state: string;
}

/** Takes over the engine that an earlier run of this checkout left running; throws LocalError `engine-start-failed`. */
export async function adoptEngine({ pid, port, state }: AdoptOptions, log: (line: string) => void): Promise<Engine> {
  const endpoint = `http://127.0.0.1:${port}`;
  const birth = birthOf(pid) ?? "";
  const health = await healthOf(endpoint);
  if (!health) {
    throw new LocalError({
      code: "engine-start-failed",
      message: `The engine left by an earlier run (process ${pid}) is not healthy.`,
      help: `End it with \`kill ${pid}\`, then run the same command again.`,
    });
  }
  if (readRecord(state)?.pid !== pid) writeRecord(state, { pid, port, startedAt: new Date().toISOString() });
  log(`engine at ${endpoint} adopted from an earlier run (${health.product} ${health.version}, process ${pid})`);

  const { died, forget } = watch(pid, birth);
  const stop = async (): Promise<void> => {
    forget();
    await stopProcess(pid, birth);
    removeRecord(state, pid);
  };
  return { endpoint, kind: "adopted", ...health, pid, data: dataOf(state, port), stop, died };
}

// The process is not our child: there is no event to wait for.
function watch(pid: number, birth: string): { died: Promise<string>; forget: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const died = new Promise<string>((resolve) => {
    timer = setInterval(() => {
      if (isAlive(pid, birth)) return;
      clearInterval(timer);
      resolve(`The engine (process ${pid}) ended.`);
    }, tickMs);
    timer.unref();
  });
  return { died, forget: () => clearInterval(timer) };
}
