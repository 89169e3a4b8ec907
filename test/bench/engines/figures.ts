import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readRecord } from "../../../local/engine/engine-record.ts";
import type { Run } from "../bench.ts";
import { loneCommands, loneOrders } from "../local/latency.ts";
import { type LocalCloud, openLocalCloud } from "../local/local-cloud.ts";
import { allProcesses, mebibytesOf, treeOf } from "../local/resident.ts";
import { throughput } from "./backlog.ts";
import { argumentsOf, type Place } from "./places.ts";
import type { Figures } from "./results.ts";

const MINUTES = 4;
/** Commands, orders and the backlog; latencies take at most so many milliseconds each. */
const WHOLE = { commands: 150, orders: 40, backlog: 300, atMost: 12_000 };
const QUICK = { commands: 10, orders: 3, backlog: 50, atMost: 3_000 };

const secondsOf = ({ steps }: LocalCloud, name: string): number =>
  Math.round((steps.get(name)?.ms ?? Number.NaN) / 10) / 100;

/** As the step says it: `started at http://… (LocalStack 4.14.0)`. */
const engineOf = ({ steps }: LocalCloud): string =>
  /\((\w+ [^,)\s]+)/.exec(steps.get("engine")?.text ?? "")?.[1] ?? "unknown";

async function memoryOf({ pid }: LocalCloud, home: string): Promise<Pick<Figures, "engineMiB" | "runnerMiB">> {
  const processes = await allProcesses();
  const record = readRecord(join(home, ".bugle"));
  if (!record) throw new Error("the engine left no note of its process");
  const engine = treeOf(processes, record.pid);
  const runner = treeOf(processes, pid).filter((each) => !engine.includes(each));
  return { engineMiB: mebibytesOf(engine), runnerMiB: mebibytesOf(runner) };
}

async function measure(cloud: LocalCloud, home: string, quick: boolean, say: (what: string) => void): Promise<Figures> {
  const { url } = cloud;
  const { commands, orders, backlog, atMost } = quick ? QUICK : WHOLE;
  const hop = await loneCommands(url, { count: commands, warm: 10, atMost, say });
  const { threeHops } = await loneOrders(url, { count: orders, warm: 2, atMost, say });
  say(`${backlog} commands at once`);
  const commandsPerSecond = await throughput(url, backlog);
  return {
    engine: engineOf(cloud),
    startSeconds: secondsOf(cloud, "engine"),
    deploySeconds: secondsOf(cloud, "deploy"),
    hop,
    threeHops,
    commands: backlog,
    commandsPerSecond,
    ...(await memoryOf(cloud, home)),
  };
}

/** Starts an engine, deploys to it, measures, and stops it again, in a folder of its own; throws if that takes longer than four minutes. */
export async function figuresAt(place: Place, { quick, signal, progress, scratch }: Run): Promise<Figures> {
  const say = (what: string) => progress(`${place}: ${what}`);
  say("starting the engine and deploying");
  const home = join(scratch, place.replace("/", "-"));
  await mkdir(home);
  const patience = AbortSignal.timeout(MINUTES * 60_000);
  try {
    const cloud = await openLocalCloud(home, AbortSignal.any([signal, patience]), argumentsOf(place));
    try {
      return await measure(cloud, home, quick, say);
    } finally {
      say("stopping");
      await cloud.stop();
    }
  } catch (cause) {
    if (!patience.aborted) throw cause;
    throw new Error(`${place} was not measured within ${MINUTES} minutes`, { cause });
  }
}
