import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What `engine.json` says about the engine that a run started. */
export interface EngineRecord {
  pid: number;
  /** Tells the process from a later one with its pid; empty where the system does not say. */
  birth: string;
  port: number;
  startedAt: string;
}

const pathIn = (state: string): string => join(state, "engine.json");

/** Notes the engine that runs, for tools and for the next run. */
export function writeRecord(state: string, record: EngineRecord): void {
  mkdirSync(state, { recursive: true });
  writeFileSync(pathIn(state), `${JSON.stringify(record)}\n`);
}

/** The engine noted last, or undefined when none is or the note is damaged. */
export function readRecord(state: string): EngineRecord | undefined {
  try {
    const value: Partial<EngineRecord> = JSON.parse(readFileSync(pathIn(state), "utf8"));
    const { pid, birth = "", port, startedAt } = value;
    if (pid === undefined || port === undefined || startedAt === undefined) return undefined;
    return { pid, birth, port, startedAt };
  } catch {
    return undefined;
  }
}

/** Removes the note of an engine that has ended, unless it already names another one. */
export function removeRecord(state: string, pid: number): void {
  if (readRecord(state)?.pid === pid) rmSync(pathIn(state), { force: true });
}
