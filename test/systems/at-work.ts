import type { Message } from "../../functions/runtime/contract.ts";
import { deliver } from "../../functions/runtime/delivery/index.ts";
import { openWorker } from "../../functions/runtime/delivery/open-worker.ts";
import type { Api } from "../../functions/runtime/edge/edge.ts";
import { memoryCloud } from "../../functions/runtime/memory/cloud.ts";
import { memoryKeys } from "../../functions/runtime/memory/keys.ts";
import type { ReadModels, Roads, SetAside } from "../../functions/runtime/ports.ts";
import { relay, relayAgain } from "../../functions/runtime/relay/index.ts";
import { routesOf } from "../../functions/runtime/routes.ts";
import { memoryGround } from "../../functions/runtime/testing/simulation/ground.ts";
import { openFace } from "./face.ts";
import { loadedSystem } from "./loaded.ts";

interface Options {
  /** Who is at work; default: every consumer of the system. */
  readonly consumers?: readonly string[];
  /** What the face and the consumers see of the read models. */
  readonly seen?: (models: ReadModels) => ReadModels;
}

/** One system behind its HTTP face, on memory ports and by a clock that the test moves; whenever a read waits, everybody works. */
export function openSystem(system: string, api: Api, { consumers = [], seen = (models) => models }: Options = {}) {
  const { manifest, definitions } = loadedSystem(system, ...consumers);
  const routes = routesOf(manifest);
  let now = Date.parse("2026-01-01T12:00:00.000Z");
  const clock = {
    now: () => now,
    skew: () => 0,
    random: () => 0,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
      waits.push(milliseconds);
      await work();
    },
  };
  const waits: number[] = [];
  const sent: { consumer: string; id: string; type: string; data: unknown }[] = [];
  const cloud = memoryCloud(manifest, clock.now);
  const ground = memoryGround();
  const services = { secret: async () => "", email: async () => {} };
  const world = { ...ground, models: seen(ground.models), clock, services, log: () => {} };
  const workers = manifest.systems
    .flatMap((each) => each.consumers)
    .map((consumer) => {
      const own = consumer.handlers.map(({ name }) => definitions.get(`${system}/${name}`)!);
      const inbox = cloud.inbox(consumer.name);
      const queue = cloud.queues.get(consumer.name)!;
      return { queue, inbox, worker: openWorker({ consumer, definitions: own, ports: world, inbox }) };
    });

  let relayed = 0;
  /** What waits for its time before a queue that keeps an order. */
  const sendDue = async () => {
    const due = cloud.retry.receive(10, 30);
    const asides = due.map(({ body }) => JSON.parse(body) as SetAside);
    await relayAgain({ routes, roads: cloud.roads, now: clock.now }, asides);
    for (const { receiptHandle } of due) cloud.retry.remove(receiptHandle);
  };
  /** Everybody handles once what is in the own queue. */
  const work = async () => {
    await sendDue();
    for (const { queue, inbox, worker } of workers) {
      const deliveries = queue.receive(10, 30);
      const failed = await deliver(worker, deliveries);
      await inbox.remove(deliveries.filter((delivery) => !failed.includes(delivery)));
      const commits = world.all().slice(relayed);
      relayed += commits.length;
      await relay({ routes, roads: cloud.roads }, commits);
    }
  };
  /** Lets everything follow that follows by now. */
  const rest = async () => {
    const isWaiting = () =>
      [cloud.retry, ...cloud.queues.values()].some((queue) => (queue.nextVisible() ?? now + 1) <= now);
    for (let round = 0; round === 0 || isWaiting(); round++) {
      if (round === 1_000) throw new Error("after 1,000 rounds something still waits");
      await work();
    }
  };

  /** Facts of `state/key` that came from elsewhere, by now in every read model. */
  const happened = async (of: string, ...facts: Message<"event">[]) => {
    const stream = `${system}/${of}`;
    const last = (await world.journal.tail(stream, 1)).at(-1);
    const [n, version] = [(last?.n ?? 0) + 1, (last?.version ?? 0) + facts.length];
    const events = facts.map(({ type, data }) => ({ type, v: 1, data, by: 0 }));
    const [time, by] = [new Date(now).toISOString(), `${system}/elsewhere`];
    await world.journal.append({ stream, n, time, by, version, events, sends: [], answers: [] });
    await rest();
  };
  const advance = (milliseconds: number) => {
    now += milliseconds;
  };
  const send: Roads["send"] = (consumer, messages) => {
    sent.push(...messages.map(({ envelope: { id, type, data } }) => ({ consumer, id, type, data })));
    return cloud.roads.send(consumer, messages);
  };
  const face = openFace({ system, api, routes, ports: { ...world, keys: memoryKeys(clock.now), roads: { send } } });
  return { ...face, happened, rest, advance, now: clock.now, sent, waits };
}
