import fc from "fast-check";
import { expect, it } from "vitest";
import type { Delivery, RowWrite } from "../../../functions/runtime/ports.ts";
import { memoryGround } from "../../../functions/runtime/testing/simulation/ground.ts";
import { commitsOf, counting, deliveriesOf, pathAt, pathOf, project } from "../past.ts";

const PAGE = 2;
const facts = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 3 }) },
);
const streams = fc.array(fc.tuple(facts, fc.constantFrom(0, 0, 1, 1_000)), { minLength: 1, maxLength: 60 });
/** In which order deliveries come, which of them twice, in batches of what size, and which writes get lost before or after. */
const roads = fc.record({
  order: fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
  twice: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
  batch: fc.integer({ min: 1, max: 10 }),
  faults: fc.array(fc.constantFrom("none", "none", "none", "before", "after"), { maxLength: 60 }),
});
type Road = typeof roads extends fc.Arbitrary<infer T> ? T : never;

function faulty({ faults }: Road) {
  const ground = memoryGround();
  const left = [...faults];
  const write = async (writes: readonly RowWrite[]) => {
    const fault = left.shift();
    if (fault === "before") throw new Error("lost");
    const answer = await ground.models.write(writes);
    if (fault === "after") throw new Error("lost");
    return answer;
  };
  return { ...ground, models: { ...ground.models, write } };
}

const mixed = (deliveries: readonly Delivery[], { order, twice }: Road): Delivery[] =>
  deliveries
    .flatMap((delivery, i) => (twice[i % 30] ? [delivery, delivery] : [delivery]))
    .map((delivery, i) => [order[i % 30] ?? 0, delivery] as const)
    .sort(([a], [b]) => a - b)
    .map(([, delivery]) => delivery);

/** Delivers until nothing comes back; messages of two ids are never one, whatever their fact. */
async function deliverAll(
  stores: ReturnType<typeof faulty>,
  checkpoints: number | undefined,
  road: Road,
  all: Delivery[],
) {
  const definition = pathOf(checkpoints === undefined ? {} : { checkpoints });
  for (let waiting = all; waiting.length > 0; ) {
    const failed = await project(stores, definition, waiting.slice(0, road.batch));
    waiting = [...waiting.slice(road.batch), ...failed];
  }
}

it("at every instant a row is what the first facts on fold to, whatever came late, twice or was lost, and reads a bounded part", async () => {
  const every = fc.integer({ min: 1, max: 8 });
  const property = fc.asyncProperty(streams, roads, every, fc.nat(60), async (said, road, checkpoints, later) => {
    const stores = faulty(road);
    const commits = commitsOf("tom", said);
    for (const commit of commits) await stores.journal.append(commit);
    const deliveries = deliveriesOf(commits);
    // Some rows have known no checkpoints at first.
    const before = later < 20 ? deliveries.slice(0, later) : [];
    await deliverAll(stores, undefined, road, before);
    await deliverAll(stores, checkpoints, road, mixed(deliveries, road));
    const kept = pathOf({ checkpoints });
    for (const time of new Set(commits.flatMap(({ time }) => [Date.parse(time) - 1, Date.parse(time)]))) {
      const { stores: counted, counts } = counting(stores, PAGE);
      expect(await pathAt(counted, kept, "tom", time)).toEqual(await pathAt(stores, pathOf(), "tom", time));
      if (before.length === 0) expect(counts.commits).toBeLessThanOrEqual(1 + checkpoints + PAGE);
    }
  });
  await fc.assert(property, { numRuns: 150 });
});
