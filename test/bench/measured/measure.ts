import { type ContenderName, contenders } from "./contenders.ts";

/** What one process measured: per batch of ten. */
export interface Measured {
  /** Microseconds of CPU, of all threads. */
  readonly cpu: number;
  /** Milliseconds by the clock. */
  readonly wall: number;
}

const MESSAGES = 10;

/** Warms a contender up, then handles batches one after another; made before the clock runs, so that writing them is not counted. */
async function measure(name: ContenderName, delay: number, warm: number, batches: number): Promise<Measured> {
  const { handle, batch } = contenders[name](delay);
  const handleAll = async (from: number, count: number) => {
    const events = Array.from({ length: count }, (_, i) => batch(from + i));
    const [cpu, clock] = [process.cpuUsage(), performance.now()];
    for (const event of events) {
      const { batchItemFailures } = await handle(event);
      if (batchItemFailures.length > 0) throw new Error(`${name} failed ${batchItemFailures.length} of ${MESSAGES}`);
    }
    const { user, system } = process.cpuUsage(cpu);
    return { cpu: (user + system) / count, wall: (performance.now() - clock) / count };
  };
  await handleAll(0, warm);
  return handleAll(warm, batches);
}

const [name, delay, warm, batches] = process.argv.slice(2);
process.stdout.write(
  JSON.stringify(await measure(name as ContenderName, Number(delay), Number(warm), Number(batches))),
);
