import { fileURLToPath } from "node:url";
import { inTurns, type Run } from "../bench.ts";
import { type ContenderName, contenders } from "../castore/contenders.ts";
import { countOrders } from "../castore/count.ts";
import type { Measured } from "../castore/measure.ts";
import { measureInChild } from "../child.ts";
import type { Cost } from "../counts/count.ts";
import { ratioOf, type Spread, spreadOf } from "../stats.ts";

/** What an order costs that is decided alone, or with nine others. */
export interface OrderCost extends Cost {
  /** Microseconds. */
  readonly cpu: Spread;
  /** Beside Castore, alone, in the same state of memory. */
  readonly ratio: number;
}

export interface CastoreRow {
  readonly contender: ContenderName;
  readonly alone: OrderCost;
  readonly often: OrderCost;
}

const SCRIPT = fileURLToPath(new URL("../castore/measure.ts", import.meta.url));
const NAMES = Object.keys(contenders) as ContenderName[];
/** Halfway between two snapshots, so that a cold read is neither the cheapest nor the dearest. */
const FACTS = 1_250;

const rivalOf = (name: ContenderName): ContenderName => (contenders[name].warm ? "castore-kept" : "castore");

/** One order that rests in a book of many: the same decision on the same state, by Bugle and by Castore. */
export async function castore({ quick, signal, progress }: Run): Promise<CastoreRow[]> {
  const rounds = quick ? 2 : 5;
  const figures = await inTurns(NAMES, rounds, async (name, round) => {
    if (name === NAMES[0]) progress(`castore: round ${round + 1} of ${rounds}`);
    const batches = (contenders[name].warm ? 200 : 20) / (quick ? 5 : 1);
    return measureInChild<Measured>(SCRIPT, [name, String(FACTS), String(batches)], signal);
  });
  const cpuOf = (name: ContenderName, size: keyof Measured) => figures[name].map((measured) => measured[size]);
  const rows: CastoreRow[] = [];
  for (const contender of NAMES) {
    const cost = async (size: keyof Measured, batch: number): Promise<OrderCost> => ({
      ...(await countOrders(contender, FACTS, batch)),
      cpu: spreadOf(cpuOf(contender, size)),
      ratio: ratioOf(cpuOf(contender, size), cpuOf(rivalOf(contender), "alone")),
    });
    rows.push({ contender, alone: await cost("alone", 1), often: await cost("often", 10) });
  }
  return rows;
}
