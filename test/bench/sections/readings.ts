import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "../bench.ts";
import { measureInChild } from "../child.ts";
import { openLocalCloud } from "../local/local-cloud.ts";
import { aThousandReadings, type Dollars, dollarsAMonth } from "../readings/dollars.ts";
import { type EngineSpeed, speedOnEngine } from "../readings/engine.ts";
import type { Measured } from "../readings/measure.ts";
import { powertoolsReadings } from "../readings/powertools.ts";
import type { StageRow } from "../stages/cloud.ts";

export interface ReadingsRow {
  /** Calls and units of a thousand readings, stage by stage; and of storing the same batches once with Powertools. */
  readonly counts: readonly StageRow[];
  readonly powertools: StageRow;
  readonly memory: Measured;
  readonly engine: EngineSpeed;
  readonly dollars: readonly Dollars[];
}

// Given more, the heap grows for no need: flat means that a small one is enough, however many readings come.
const HEAP = "--max-old-space-size=128";
const SCRIPT = join(import.meta.dirname, "../readings/measure.ts");

async function onEngine({ quick, signal, scratch }: Run): Promise<EngineSpeed> {
  const home = join(scratch, "telemetry");
  await mkdir(home);
  const { url, stop } = await openLocalCloud(home, signal, ["telemetry"]);
  try {
    return await speedOnEngine(url, quick ? 5 : 20, quick ? 2 : 10);
  } finally {
    await stop();
  }
}

/** What devices' readings cost: calls and units, readings per second in memory and on the engine, heap, and dollars. */
export async function readings(run: Run): Promise<ReadingsRow> {
  const say = (what: string) => {
    run.signal.throwIfAborted();
    run.progress(`readings: ${what}`);
  };
  say("counting");
  const [counts, powertools] = [await aThousandReadings(), await powertoolsReadings()];
  const dollars = [await dollarsAMonth(1), await dollarsAMonth(10)];
  const many = run.quick ? 50_000 : 1_000_000;
  say(`${many} in memory`);
  const memory = await measureInChild<Measured>(HEAP, [SCRIPT, String(many)], run.signal);
  say("starting the engine and deploying");
  return { counts, powertools, memory, engine: await onEngine(run), dollars };
}
