import { type ContenderName, contenders } from "./contenders.ts";
import { filled, orders } from "./filled.ts";

/** Microseconds of CPU per order, of all threads: in batches of one and of ten. */
export interface Measured {
  readonly alone: number;
  readonly often: number;
}

/** Decides batches one after another on the same facts; who is cold is opened anew for each, before the clock runs. */
async function measure(name: ContenderName, facts: number, batches: number): Promise<Measured> {
  const { freeze, open } = await filled(name, facts);
  freeze();
  const { warm } = contenders[name];
  const cpuOf = async (size: number, many: number): Promise<number> => {
    const kept = open();
    let next = facts;
    if (warm) await kept.decide(orders(next++, 1));
    const turns = Array.from({ length: many }, () => {
      const turn = { decide: warm ? kept.decide : open().decide, batch: orders(next, size) };
      if (warm) next += size;
      return turn;
    });
    const before = process.cpuUsage();
    for (const { decide, batch } of turns) await decide(batch);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / (many * size);
  };
  await cpuOf(1, batches);
  return { alone: await cpuOf(1, batches), often: await cpuOf(10, batches / 4) };
}

const [name, facts, batches] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await measure(name as ContenderName, Number(facts), Number(batches))));
