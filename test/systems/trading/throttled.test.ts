import { expect, test } from "vitest";
import { outgoing } from "../../../functions/runtime/commit.ts";
import type { Message } from "../../../functions/runtime/contract.ts";
import { envelopeOf } from "../../../functions/runtime/testing/simulation/envelopes.ts";
import { memoryGround } from "../../../functions/runtime/testing/simulation/ground.ts";
import { createWorld } from "../../../functions/runtime/testing/simulation/world.ts";
import { auditBook } from "../../conformance/order-book/audit.ts";
import { loadBook } from "../../conformance/order-book/simulate.ts";
import { list } from "./listing.ts";
import { commandOf, wishesOf } from "./wishes.ts";

const MINUTE = 60_000;

const slowDown = () => Promise.reject(Object.assign(new Error("slow down"), { name: "ThrottlingException" }));

/** Ports whose every write is throttled until a time. */
function throttled(until: () => boolean) {
  const ground = memoryGround();
  const refused = { writes: 0 };
  const unless =
    <A extends unknown[], R>(write: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> => {
      if (until()) return write(...args);
      refused.writes += 1;
      return slowDown();
    };
  const { journal, models } = ground;
  return {
    refused,
    ground: {
      ...ground,
      journal: { ...journal, append: unless(journal.append) },
      models: { ...models, write: unless(models.write) },
    },
  };
}

test("a minute in which every write is throttled, under load, loses no order and no order of events", async () => {
  const loaded = await loadBook();
  let began = 0;
  const { ground, refused } = throttled(() => began > 0 && world.scheduler.now() - began > MINUTE);
  const limits = { ids: 4, snapshotEvery: 3, tail: 4, conflicts: 200 };
  const world = createWorld({ loaded, seed: 7, ground, limits });
  const commands = new Map<string, Message>();
  for (const message of [list, ...wishesOf(7, 300).map(commandOf)]) {
    const envelope = envelopeOf(`c${commands.size}`, message, world.scheduler.now());
    commands.set(envelope.id, message);
    world.send(envelope);
  }
  began = world.scheduler.now();
  await world.settle();

  expect(refused.writes).toBeGreaterThan(5);
  expect(world.scheduler.now() - began).toBeGreaterThan(MINUTE);
  expect([...world.cloud.deadLetters.values()].flatMap((queue) => queue.all())).toEqual([]);
  const commits = [...world.ground.all()];
  const answered = new Set(commits.flatMap(({ answers }) => answers.map(({ id }) => id)));
  expect([...commands.keys()].filter((id) => !answered.has(id))).toEqual([]);
  for (const { envelope } of commits.flatMap(outgoing)) commands.set(envelope.id, envelope as unknown as Message);
  expect(await auditBook(world, commits, commands)).toEqual([]);
});
