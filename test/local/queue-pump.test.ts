import { expect, onTestFinished, test } from "vitest";
import { type MemoryQueue, memoryQueue } from "../../functions/runtime/memory/queue.ts";
import type { Delivery } from "../../functions/runtime/ports.ts";
import { pumpQueue } from "../../local/memory/queue-pump.ts";

type Handle = (deliveries: readonly Delivery[]) => Promise<readonly Delivery[]>;

/** Pumps a queue until the test ends; answers the batches that were handled, and what went wrong. */
function pumped(queue: MemoryQueue, handle: Handle = async () => []) {
  const batches: string[][] = [];
  const troubles: unknown[] = [];
  const pump = pumpQueue({
    queue,
    trouble: (error) => troubles.push(error),
    handle: (deliveries) => {
      batches.push(deliveries.map(({ body }) => body));
      return handle(deliveries);
    },
  });
  onTestFinished(() => pump.stop(0));
  return { batches, troubles, pump };
}

const open = (fifo = false) => memoryQueue({ fifo, now: Date.now });

test("what is sent in one go comes in batches of ten", async () => {
  const queue = open();
  const { batches } = pumped(queue);
  for (let n = 0; n < 23; n++) queue.send(`${n}`);

  await expect.poll(() => batches.map((batch) => batch.length)).toEqual([10, 10, 3]);
  await expect.poll(() => queue.all()).toEqual([]);
});

test("five batches are at work at once, and no sixth", async () => {
  const queue = open();
  const gate = Promise.withResolvers<readonly Delivery[]>();
  const { batches } = pumped(queue, () => gate.promise);
  for (let n = 0; n < 51; n++) queue.send(`${n}`);
  await expect.poll(() => batches).toHaveLength(5);

  gate.resolve([]);
  await expect.poll(() => batches).toHaveLength(6);
});

test("a delayed message comes when its delay is over, and not before one that was sent after it", async () => {
  const queue = open();
  const { batches } = pumped(queue);
  queue.send("later", { delay: 60 });
  queue.send("now");

  await expect.poll(() => batches).toEqual([["now"], ["later"]]);
});

test("a group of a FIFO queue is in one batch at a time, in order", async () => {
  const queue = open(true);
  const first = Promise.withResolvers<readonly Delivery[]>();
  const { batches } = pumped(queue, ([head]) => (head?.body === "a1" ? first.promise : Promise.resolve([])));
  queue.send("a1", { group: "a" });
  await expect.poll(() => batches).toEqual([["a1"]]);
  queue.send("a2", { group: "a" });
  queue.send("b1", { group: "b" });
  await expect.poll(() => batches).toEqual([["a1"], ["b1"]]);

  first.resolve([]);
  await expect.poll(() => batches).toEqual([["a1"], ["b1"], ["a2"]]);
});

test("what the handler puts back comes again at that time, with its receives counted", async () => {
  const queue = open();
  const receives: number[] = [];
  pumped(queue, async (deliveries) => {
    receives.push(...deliveries.map((delivery) => delivery.receives));
    if (receives.length > 1) return [];
    for (const { receiptHandle } of deliveries) queue.changeVisibility(receiptHandle, 0.03);
    return deliveries;
  });
  queue.send("x");

  await expect.poll(() => receives).toEqual([1, 2]);
  await expect.poll(() => queue.all()).toEqual([]);
});

test("a handler that throws is told, and its messages stay", async () => {
  const queue = open();
  const { troubles } = pumped(queue, () => Promise.reject(new Error("broken")));
  queue.send("x");

  await expect.poll(() => troubles).toEqual([new Error("broken")]);
  expect(queue.all().map(({ body }) => body)).toEqual(["x"]);
});

test("a stopped pump waits for what is at work, and takes nothing more", async () => {
  const queue = open();
  const gate = Promise.withResolvers<readonly Delivery[]>();
  const { batches, pump } = pumped(queue, () => gate.promise);
  queue.send("x");
  await expect.poll(() => batches).toHaveLength(1);

  const stopped = pump.stop(60_000);
  queue.send("y");
  gate.resolve([]);
  await stopped;
  expect(queue.all().map(({ body }) => body)).toEqual(["y"]);
  expect(batches).toEqual([["x"]]);
});
