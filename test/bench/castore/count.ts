import type { Cost } from "../counts/count.ts";
import { type ContenderName, contenders } from "./contenders.ts";
import { filled, orders } from "./filled.ts";

/** Counts what each of the next `batch` orders costs in a book of `facts` facts. */
export async function countOrders(name: ContenderName, facts: number, batch: number): Promise<Cost> {
  const { open } = await filled(name, facts);
  const { decide, counts } = open();
  const warm = contenders[name].warm ? 1 : 0;
  await decide(orders(facts, warm));
  const before = { calls: counts.total, writeUnits: counts.writeUnits, readUnits: counts.readUnits };
  await decide(orders(facts + warm, batch));
  return {
    calls: (counts.total - before.calls) / batch,
    writeUnits: (counts.writeUnits - before.writeUnits) / batch,
    readUnits: (counts.readUnits - before.readUnits) / batch,
  };
}
