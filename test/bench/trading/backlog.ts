import { percentile } from "../stats.ts";
import { openDesk } from "./desk.ts";
import { listing, orderOf } from "./flow.ts";

/** What one way of reading the queue comes to. */
export interface Speed {
  readonly instruments: number;
  /** Commands handed over at once, of one instrument. */
  readonly batch: number;
  /** At full backlog. */
  readonly commandsPerSecond: number;
  /** Per command: to the tables, and to the topic. */
  readonly calls: number;
  readonly publishCalls: number;
  readonly writeUnits: number;
  /** Milliseconds from a burst of ten commands of each instrument to the publication of each TradeOrderAccepted. */
  readonly p50: number;
  readonly p99: number;
}

interface Plan {
  readonly instruments: number;
  readonly batch: number;
  readonly commands: number;
  readonly bursts: number;
  /** Milliseconds that AWS takes for an answer. */
  readonly delay: number;
}

/** As many Lambdas as read one queue at a time. */
const WORKERS = 10;
const BURST = 10;

type Desk = ReturnType<typeof openDesk>;

/** Runs the orders of each instrument in order, batch by batch, several instruments side by side; `after` is told of each batch. */
async function run(
  desk: Desk,
  names: readonly string[],
  { from, count, batch }: { readonly from: number; readonly count: number; readonly batch: number },
  after: (commands: number) => Promise<void>,
): Promise<void> {
  const waiting = [...names];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      for (let number = from; number < from + count; number += batch) {
        const size = Math.min(batch, from + count - number);
        const orders = Array.from({ length: size }, (_, i) => orderOf(name, number + i));
        await desk.decide(orders);
        await after(size);
      }
  };
  await Promise.all(Array.from({ length: Math.min(WORKERS, names.length) }, worker));
}

/** Counts and times a backlog of orders, then bursts of them. */
export async function measureBacklog({ instruments, batch, commands, bursts, delay }: Plan): Promise<Speed> {
  const names = Array.from({ length: instruments }, (_, i) => `instrument-${i}`);
  const desk = openDesk(delay);
  for (const name of names) await desk.decide([listing(name)]);
  await run(desk, names, { from: 0, count: BURST, batch: BURST }, desk.publish);
  const { written, published } = desk.counts;
  const before = [written.total, published.total, written.writeUnits];
  const each = Math.ceil(commands / instruments);
  const sending: Promise<void>[] = [];
  const since = performance.now();
  // The relay is another Lambda: the next batch does not wait for it.
  await run(desk, names, { from: BURST, count: each, batch }, async () => void sending.push(desk.publish()));
  const seconds = (performance.now() - since) / 1_000;
  await Promise.all(sending);
  const total = each * instruments;
  const [calls = 0, publishCalls = 0, writeUnits = 0] = [written.total, published.total, written.writeUnits].map(
    (after, i) => (after - (before[i] ?? 0)) / total,
  );
  const waits: number[] = [];
  for (let burst = 0; burst < bursts; burst++) {
    const start = performance.now();
    const from = BURST + each + burst * BURST;
    await run(desk, names, { from, count: BURST, batch }, async (size) => {
      await desk.publish();
      waits.push(...Array<number>(size).fill(performance.now() - start));
    });
  }
  const [p50, p99] = [percentile(waits, 0.5), percentile(waits, 0.99)];
  return { instruments, batch, commandsPerSecond: total / seconds, calls, publishCalls, writeUnits, p50, p99 };
}
