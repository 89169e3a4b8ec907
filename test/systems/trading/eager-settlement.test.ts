import { expect, test } from "vitest";
import type { Loaded } from "../../../functions/runtime/manifest-files.ts";
import { readManifest } from "../../../functions/runtime/manifest-files.ts";
import { envelopeOf } from "../../../functions/runtime/testing/simulation/envelopes.ts";
import { memoryGround } from "../../../functions/runtime/testing/simulation/ground.ts";
import { createWorld } from "../../../functions/runtime/testing/simulation/world.ts";
import { RegisterTrader, SettleTrade } from "../../../functions/trading/contracts.ts";
import { project } from "../../infra/fixture.ts";

/** What DynamoDB's stream takes in AWS until it tells of a commit, milliseconds. */
const STREAM = 200;

const whole = await readManifest(`${project}/functions`);
const trading = whole.manifest.systems.filter(({ name }) => name === "trading");
const eager: Loaded = { ...whole, manifest: { systems: trading } };
const patient: Loaded = {
  ...whole,
  manifest: {
    systems: trading.map((system) => ({
      ...system,
      consumers: system.consumers.map((consumer) => ({
        ...consumer,
        handlers: consumer.handlers.map(({ eager: _, ...handler }) => handler),
      })),
    })),
  },
};

/** Milliseconds of the world's own clock from a trade that falls due to its settlement; nothing but the stream takes time in it. */
async function settle(loaded: Loaded): Promise<number> {
  const ground = memoryGround();
  const times = new Map<string, number>();
  const append = ground.journal.append.bind(ground.journal);
  const noted = {
    ...ground,
    journal: {
      ...ground.journal,
      append: (commit: Parameters<typeof append>[0]) => {
        for (const { type } of commit.events) times.set(type, world.scheduler.now());
        return append(commit);
      },
    },
  };
  const world = createWorld({ loaded, seed: 1, ground: noted, workers: 1, streamDelay: STREAM });
  const trade = {
    ...{ tradeId: "otc-1", instrumentId: "bun", buyerId: "ann", sellerId: "bob" },
    ...{ price: 100, quantity: 2, currency: "EUR", decimals: 2 },
  };
  const holdings = [{ instrumentId: "bun", quantity: 2 }];
  const send = (id: string, command: Parameters<typeof envelopeOf>[1]) =>
    world.send(envelopeOf(id, command, world.scheduler.now()));
  send("1", new RegisterTrader({ traderId: "ann", currency: "EUR", decimals: 2, cash: 500, holdings: [] }));
  send("2", new RegisterTrader({ traderId: "bob", currency: "EUR", decimals: 2, cash: 0, holdings }));
  await world.settle();
  send("3", new SettleTrade(trade));
  await world.settle();
  return times.get("TradeSettled")! - times.get("SettlementBegun")!;
}

test("a settlement waits for the stream six times, and three times where its saga is eager", async () => {
  expect([Math.floor((await settle(patient)) / STREAM), Math.floor((await settle(eager)) / STREAM)]).toEqual([6, 3]);
});
