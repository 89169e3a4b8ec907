import type { Loaded } from "../../../functions/runtime/manifest-files.ts";
import { envelopeOf } from "../../../functions/runtime/testing/simulation/envelopes.ts";
import { memoryGround } from "../../../functions/runtime/testing/simulation/ground.ts";
import { createWorld } from "../../../functions/runtime/testing/simulation/world.ts";
import { RegisterTrader, SettleTrade } from "../../../functions/trading/contracts.ts";
import { loaded } from "./book-lambda.ts";

/** What DynamoDB's stream takes in AWS until it tells of a commit, milliseconds. */
const STREAM = 200;

/** How long a trade that falls due takes to its settlement, by a clock on which nothing but the stream takes time. */
export interface Settlement {
  /** For the stream. */
  readonly waits: number;
  readonly ms: number;
}

const trading = loaded.manifest.systems.filter(({ name }) => name === "trading");
const patient = trading.map((system) => ({
  ...system,
  consumers: system.consumers.map((consumer) => ({
    ...consumer,
    handlers: consumer.handlers.map(({ eager: _, ...handler }) => handler),
  })),
}));

/** A ground that notes when each type of event was committed last. */
function notingGround(now: () => number) {
  const ground = memoryGround();
  const times = new Map<string, number>();
  const append: typeof ground.journal.append = (commit) => {
    for (const { type } of commit.events) times.set(type, now());
    return ground.journal.append(commit);
  };
  return { times, ground: { ...ground, journal: { ...ground.journal, append } } };
}

const holdings = [{ instrumentId: "bun", quantity: 2 }];
const traders = [
  new RegisterTrader({ traderId: "ann", currency: "EUR", decimals: 2, cash: 500, holdings: [] }),
  new RegisterTrader({ traderId: "bob", currency: "EUR", decimals: 2, cash: 0, holdings }),
];
const trade = new SettleTrade({
  ...{ tradeId: "otc-1", instrumentId: "bun", buyerId: "ann", sellerId: "bob" },
  ...{ price: 100, quantity: 2, currency: "EUR", decimals: 2 },
});

/** Settles one trade: as trading is declared, or with no handler eager. */
export async function settle({ eager }: { readonly eager: boolean }): Promise<Settlement> {
  const chosen: Loaded = { ...loaded, manifest: { systems: eager ? trading : patient } };
  const { ground, times } = notingGround(() => world.scheduler.now());
  const world = createWorld({ loaded: chosen, seed: 1, ground, workers: 1, streamDelay: STREAM });
  for (const commands of [traders, [trade]]) {
    for (const [i, command] of commands.entries())
      world.send(envelopeOf(`${command.type}-${i}`, command, world.scheduler.now()));
    await world.settle();
  }
  const ms = (times.get("TradeSettled") ?? Number.NaN) - (times.get("SettlementBegun") ?? Number.NaN);
  return { waits: Math.floor(ms / STREAM), ms };
}
