import type { Message } from "../../../functions/runtime/contract.ts";
import type { Envelope } from "../../../functions/runtime/envelope.ts";
import { envelopeOf } from "../../../functions/runtime/testing/simulation/envelopes.ts";
import type { World } from "../../../functions/runtime/testing/simulation/world.ts";
import { Cash, Deposit, RequestTransfer, Wire, Withdraw } from "../systems/bank/contracts.ts";

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
  const plainDeposit = (id: string, deposit: Deposit["data"]): Message => {
    const after = plain.get(deposit.accountId);
    plain.set(deposit.accountId, id);
    if (after) follows.set(id, after);
    return new Deposit({ ...deposit, ...(after && { after }) });
  };
  const make = (id: string): Message => {
    const draw = scheduler.random();
    const deposit = { accountId: accountId(), ref: id, amount: amount(), mood: "fine" } as const;
    if (draw < 0.06) {
      const mood = one(["terminal", "throws", "nonsense", "kills"] as const);
      poison.set(id, POISON[mood]);
      return new Deposit({ ...deposit, mood });
    }
    if (draw < 0.12) return new Deposit({ ...deposit, mood: "later" });
    if (draw < 0.4) return plainDeposit(id, deposit);
    if (draw < 0.6) return new Withdraw({ accountId: accountId(), ref: id, amount: amount() });
    if (draw < 0.75) return new Cash({ accountId: accountId(), ref: id, amount: amount() });
    if (draw < 0.85) return new Wire({ accountId: accountId(), ref: id });
    return new RequestTransfer({ transferId: id, from: accountId(), to: accountId(), amount: amount() });
  };
  const sent: Envelope[] = [];
  const wave = async (count: number) => {
    for (let i = 0; i < count; i++) {
      const id = `c${sent.length}`;
      const envelope = envelopeOf(id, make(id), scheduler.now());
      sent.push(envelope);
      world.send(envelope);
      if (scheduler.random() < 0.15) world.send(one(sent), "another");
    }
    await world.settle();
  };
  // A second wave meets what the first has led to.
  await wave(Math.ceil(commands / 2));
  await wave(Math.floor(commands / 2));
  for (const envelope of sent) if (scheduler.random() < 0.3) world.send(envelope, "another");
  await world.settle();
  return { ids: sent.map(({ id }) => id), poison, after: follows };
}
