import { expect, test } from "vitest";
import { deliver } from "../../../functions/runtime/delivery/index.ts";
import { openWorker } from "../../../functions/runtime/delivery/open-worker.ts";
import { on } from "../../../functions/runtime/index.ts";
import { type Consumer, consumerOf, type Definition } from "../../../functions/runtime/manifest.ts";
import { memoryCloud } from "../../../functions/runtime/memory/cloud.ts";
import { relay } from "../../../functions/runtime/relay/index.ts";
import { routesOf } from "../../../functions/runtime/routes.ts";
import { envelopeOf } from "../../../functions/runtime/testing/simulation/envelopes.ts";
import { memoryGround } from "../../../functions/runtime/testing/simulation/ground.ts";
import { QuoteChanged } from "../../../functions/trading/contracts.ts";
import { loadedSystem } from "../loaded.ts";
import { instrumentId, record, tick } from "./price-samples.ts";

const NOW = Date.parse("2026-01-01T12:00:00.000Z");
const loaded = loadedSystem("trading");
const trading = loaded.manifest.systems[0]!;

/** The market with two subscribers more: one that takes its time, and one that does not. */
function openMarket() {
  const heard = { slow: [] as number[], quick: [] as number[] };
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const listen = (name: "slow" | "quick", before: Promise<void>) =>
    on(QuoteChanged, { name, delivery: "at-most-once" }, async ({ data }) => {
      await before;
      heard[name].push(data.last);
    }) as Definition;
  const extra = [listen("slow", released), listen("quick", Promise.resolve())].map((definition, i) => {
    const file = `trading/${["slow", "quick"][i]}-on-quote-changed.ts`;
    return { definition, consumer: consumerOf("trading", definition, file, new Set(["QuoteChanged"])) };
  });
  const consumers = [...trading.consumers, ...extra.map(({ consumer }) => consumer)];
  const manifest = { systems: [{ ...trading, consumers }] };
  const cloud = memoryCloud(manifest, () => NOW);
  const ground = memoryGround();
  const clock = { now: () => NOW, skew: () => 0, random: () => 0, sleep: async () => undefined };
  const services = { secret: async () => "", email: async () => undefined };
  const ports = { ...ground, clock, services, log: () => undefined };
  const definitionsOf = (consumer: Consumer) =>
    consumer.handlers.map(
      ({ name }) =>
        extra.find((each) => each.consumer === consumer)?.definition ?? loaded.definitions.get(`trading/${name}`)!,
    );
  let relayed = 0;
  const work = async (name: string) => {
    const consumer = consumers.find((each) => each.name === `trading/${name}`)!;
    const inbox = cloud.inbox(consumer.name);
    const deliveries = cloud.queues.get(consumer.name)!.receive(10, 30);
    await deliver(openWorker({ consumer, definitions: definitionsOf(consumer), ports, inbox }), deliveries);
    await inbox.remove(deliveries);
    const commits = ground.all().slice(relayed);
    relayed += commits.length;
    await relay({ routes: routesOf(manifest), roads: cloud.roads }, commits);
  };
  const tell = async (id: string, time: string, price: number) => {
    const envelope = envelopeOf(id, record(tick(time, price)), NOW);
    await cloud.roads.send("trading/market", [{ envelope, group: `trading/market/${instrumentId}` }]);
    await work("market");
  };
  const summary = async () => (await ground.models.read("trading/market-summary", instrumentId))?.row;
  return { heard, release, work, tell, summary };
}

test("a subscriber that does not get on holds up neither the market nor anybody else, and misses nothing", async () => {
  const { heard, release, work, tell, summary } = openMarket();
  await tell("m-1", "09:00:00", 100);
  const stuck = work("slow");
  await work("quick");
  await tell("m-2", "09:00:01", 101);
  await tell("m-3", "09:00:02", 102);
  await work("quick");
  await work("market-summary");
  expect(heard).toEqual({ slow: [], quick: [100, 101, 102] });
  expect(await summary()).toMatchObject({ last: 102, recorded: 3 });
  release();
  await stuck;
  await work("slow");
  expect(heard.slow).toEqual([100, 101, 102]);
});
