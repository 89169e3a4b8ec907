import type { Run } from "../bench.ts";
import { measureBacklog, type Speed } from "../trading/backlog.ts";

export interface TradingRow {
  readonly instruments: number;
  /** Batches of ten, each one write for one instrument, and one write per command. */
  readonly folded: Speed;
  readonly single: Speed;
  /** How many times more commands one key reaches by folding. */
  readonly ratio: number;
}

/** Milliseconds that AWS takes for an answer. */
const DELAY = 5;

const figures = (speed: Speed): Speed =>
  Object.fromEntries(
    Object.entries(speed).map(([name, value]) => [name, Number(value.toPrecision(3))]),
  ) as unknown as Speed;

/** The order book: commands per second at full backlog, what one costs, and how long until it is confirmed. */
export async function trading({ quick, progress, signal }: Run): Promise<TradingRow[]> {
  const rows: TradingRow[] = [];
  for (const instruments of [1, 100]) {
    const measure = async (batch: number) => {
      signal.throwIfAborted();
      progress(`trading: ${instruments} instruments, batches of ${batch}`);
      const commands = (quick ? 400 : 4_000) / (batch === 1 && instruments === 1 ? 4 : 1);
      return measureBacklog({
        instruments,
        batch,
        commands,
        bursts: quick ? 2 : instruments === 1 ? 20 : 3,
        delay: DELAY,
      });
    };
    const [folded, single] = [await measure(10), await measure(1)];
    const ratio = Number((folded.commandsPerSecond / single.commandsPerSecond).toPrecision(3));
    rows.push({ instruments, folded: figures(folded), single: figures(single), ratio });
  }
  return rows;
}
