import { birthOf, isAlive } from "../setup/process-life.mjs";
import type { Engine } from "./endpoint.ts";
import { dataOf } from "./engine-process.ts";
import { readRecord, removeRecord, writeRecord } from "./engine-record.ts";
import type { EngineIdentity, Health } from "./probe.ts";
import { recipes } from "./recipes.ts";
import { stopProcess } from "./stop-process.ts";

const tickMs = 500;

export interface AdoptOptions extends EngineIdentity, Health {
  port: number;
  state: string;
}

/** Takes over the engine that an earlier run of this checkout left running. */
export function adoptEngine(options: AdoptOptions): Engine {
  const { pid, port, state, product, version, dynamodb } = options;
  const { keepsData, stopMs } = recipes[product];
  const endpoint = `http://127.0.0.1:${port}`;
  const birth = birthOf(pid) ?? "";
  if (readRecord(state)?.pid !== pid) writeRecord(state, { pid, birth, port, startedAt: new Date().toISOString() });

  const { died, forget } = watch(pid, birth);
  const stop = async (): Promise<void> => {
    forget();
    await stopProcess(pid, birth, stopMs);
    removeRecord(state, pid);
  };
  const more = { ...(dynamodb !== undefined && { dynamodb }), ...(keepsData && { data: dataOf(state, port) }) };
  return { endpoint, kind: "adopted", product, version, pid, ...more, stop, died };
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
