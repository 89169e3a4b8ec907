/** Between two rows of a stream: send what has been gathered, before more is read. */
export const FLUSH = Symbol("flush");

export interface LanesOptions<R> {
  readonly laneOf: (row: R) => string;
  /** Rows of one batch at most. */
  readonly size: number;
  readonly send: (lane: string, rows: readonly R[]) => Promise<void>;
  /** Batches on their way at once; default 8. */
  readonly atOnce?: number;
  /** Rows gathered in all lanes at most, before the fullest is sent; default 20,000. */
  readonly gathered?: number;
}

/** How many of something may be held at once; the others wait in line. */
function slots(free: number) {
  const waiting: (() => void)[] = [];
  return {
    take: async () => {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    give: () => {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}

/**
 * Gathers rows into batches per lane and sends them: in order within a lane, several lanes side by side. How rows are cut into batches
 * depends on the rows alone, never on time. Memory is bounded whatever the number of rows; the first failure ends it and is thrown.
 */
export async function sendInLanes<R extends object>(
  rows: AsyncIterable<R | typeof FLUSH>,
  { laneOf, size, send, atOnce = 8, gathered = 20_000 }: LanesOptions<R>,
): Promise<void> {
  const lanes = new Map<string, R[]>();
  const tails = new Map<string, Promise<void>>();
  const [running, pending] = [slots(atOnce), slots(atOnce * 2)];
  const failures: unknown[] = [];
  let held = 0;

  const run = async (lane: string, batch: readonly R[], before: Promise<void> | undefined) => {
    await before;
    await running.take();
    try {
      if (failures.length === 0) await send(lane, batch);
    } catch (error) {
      failures.push(error);
    } finally {
      running.give();
      pending.give();
    }
  };
  const cut = async (lane: string, batch: readonly R[]) => {
    lanes.delete(lane);
    held -= batch.length;
    await pending.take();
    const tail = run(lane, batch, tails.get(lane));
    tails.set(lane, tail);
    void tail.then(() => tails.get(lane) === tail && tails.delete(lane));
  };
  const flush = async () => {
    for (const [lane, batch] of [...lanes]) await cut(lane, batch);
    await Promise.all(tails.values());
  };
  const gather = async (row: R) => {
    const lane = laneOf(row);
    const batch = lanes.get(lane) ?? [];
    lanes.set(lane, batch);
    batch.push(row);
    held++;
    if (batch.length >= size) await cut(lane, batch);
    else if (held >= gathered) await cut(...fullestOf(lanes));
  };

  try {
    for await (const row of rows) {
      if (failures.length > 0) break;
      await (row === FLUSH ? flush() : gather(row));
    }
    if (failures.length === 0) await flush();
  } finally {
    await Promise.all(tails.values());
  }
  if (failures.length > 0) throw failures[0];
}

const fullestOf = <R>(lanes: ReadonlyMap<string, R[]>): [string, R[]] =>
  [...lanes].reduce((fullest, lane) => (lane[1].length > fullest[1].length ? lane : fullest));
