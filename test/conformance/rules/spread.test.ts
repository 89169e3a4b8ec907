import { expect, it } from "vitest";
import { memoryModels } from "../../../functions/runtime/memory/models.ts";
import { openCounter, sale, soldInParts } from "../counting.ts";

const drawing = (...draws: number[]) => {
  let i = 0;
  return () => draws[i++ % draws.length] as number;
};

it("a worker counts in the part it has drawn, in the same of all totals, until it meets another there", async () => {
  const models = memoryModels();
  let between: (() => Promise<unknown>) | undefined;
  const write: typeof models.write = async (writes) => {
    const first = between;
    between = undefined;
    await first?.();
    return models.write(writes);
  };
  const seen = { models, parts: 4 };
  // Each pause after a conflict draws too.
  const count = openCounter({ models: { ...models, write }, parts: 4 }, drawing(0.3, 0.5, 0.8));
  const names = ["all", "all-of-today", "one"];
  for (const shop of ["a", "b"]) await count(sale(shop, 1, names));
  expect(await soldInParts(seen, "all")).toEqual([undefined, 2, undefined, undefined]);

  between = () => openCounter(seen, () => 0.3)(sale("c", 1, ["all"]));
  await count(sale("d", 1, names));
  await count(sale("e", 1, names));
  expect(await soldInParts(seen, "all")).toEqual([undefined, 3, undefined, 2]);
  expect(await soldInParts(seen, "all-of-today")).toEqual([undefined, 2, undefined, 2]);
  expect(await soldInParts(seen, "one")).toEqual([4, undefined, undefined, undefined]);
});

it("a worker whose write was lost or throttled counts elsewhere, and once", async () => {
  const models = memoryModels();
  let losses = 1;
  const write: typeof models.write = async (writes) => {
    const written = await models.write(writes);
    if (losses-- > 0) throw new Error("the answer got lost");
    return written;
  };
  const count = openCounter({ models: { ...models, write }, parts: 4 }, drawing(0, 0.9));
  await count(sale("a", 1, ["all"]), sale("b", 1, ["all"]));
  await count(sale("a", 2, ["all"]));
  expect(await soldInParts({ models, parts: 4 }, "all")).toEqual([2, undefined, undefined, 1]);
});
