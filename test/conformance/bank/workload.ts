import type { Message } from "../../../functions/runtime/contract.ts";
import type { World } from "../../../functions/runtime/testing/simulation/world.ts";
import { Cash, Deposit, RequestTransfer, Wire, Withdraw } from "../systems/bank/contracts.ts";
import { envelopeOf } from "./envelopes.ts";

/** What was sent, and what is known to be poison, by id. */
export interface Sent {
  readonly ids: readonly string[];
  readonly poison: ReadonlyMap<string, string>;
  /** Deposits that follow another, by id. */
  readonly after: ReadonlyMap<string, string>;
}

const POISON = {
  terminal: "no-cure",
  throws: "exhausted",
  nonsense: "undeclared-message",
  kills: "kills-the-process",
} as const;

/** Sends commands in order, some twice and some poisoned; the repeats come now, later, or after everything else. */
export async function runWorkload(world: World, commands: number): Promise<Sent> {
  const { scheduler } = world;
  const one = <T>(list: readonly T[]): T => list[Math.floor(scheduler.random() * list.length)] as T;
  const accountId = () => one(["a", "b", "c/ü"]);
  const amount = () => 1 + Math.floor(scheduler.random() * 50);
  const poison = new Map<string, string>();
  const plain = new Map<string, string>();
  const follows = new Map<string, string>();
  const make = (id: string): Message => {
    const draw = scheduler.random();
    const deposit = { accountId: accountId(), ref: id, amount: amount(), mood: "fine" } as const;
    if (draw < 0.06) {
      const mood = one(["terminal", "throws", "nonsense", "kills"] as const);
      poison.set(id, POISON[mood]);
      return new Deposit({ ...deposit, mood });
    }
    if (draw < 0.12) return new Deposit({ ...deposit, mood: "later" });
    if (draw < 0.4) {
      const after = plain.get(deposit.accountId);
      plain.set(deposit.accountId, id);
      if (after) follows.set(id, after);
      return new Deposit({ ...deposit, ...(after && { after }) });
    }
    if (draw < 0.6) return new Withdraw({ accountId: accountId(), ref: id, amount: amount() });
    if (draw < 0.75) return new Cash({ accountId: accountId(), ref: id, amount: amount() });
    if (draw < 0.85) return new Wire({ accountId: accountId(), ref: id });
    return new RequestTransfer({ transferId: id, from: accountId(), to: accountId(), amount: amount() });
  };
  const envelopes = Array.from({ length: commands }, (_, i) => envelopeOf(`c${i}`, make(`c${i}`), scheduler.now()));
  const repeats = envelopes.filter(() => scheduler.random() < 0.3);
  const before = repeats.filter(() => scheduler.random() < 0.5);
  envelopes.forEach((envelope, i) => {
    world.send(envelope);
    const again = before[i];
    if (again && envelopes.indexOf(again) <= i) world.send(again, "another");
  });
  await world.settle();
  for (const envelope of repeats) world.send(envelope, "another");
  await world.settle();
  return { ids: envelopes.map(({ id }) => id), poison, after: follows };
}
