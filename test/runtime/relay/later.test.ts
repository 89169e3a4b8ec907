import { expect, it } from "vitest";
import type { Commit, StoredSend } from "../../../functions/runtime/commit.ts";
import { isComplete, journey } from "../../../functions/runtime/edge/journey.ts";
import type { Consumer } from "../../../functions/runtime/manifest.ts";
import { memoryCloud } from "../../../functions/runtime/memory/cloud.ts";
import type { SetAside, TraceEntry } from "../../../functions/runtime/ports.ts";
import { relay, relayAgain } from "../../../functions/runtime/relay/index.ts";
import { traceCommit } from "../../../functions/runtime/relay/trace.ts";
import { routesOf } from "../../../functions/runtime/routes.ts";

const START = Date.parse("2026-01-01T00:00:00Z");
const entry = { emits: [], sends: [], needs: [], uses: [], effect: "none" as const };
const common = { system: "shop", fromBus: [] };
const consumers: Consumer[] = [
  {
    ...{ ...common, name: "shop/door", kind: "state", fifo: true, writes: "shop/door" },
    state: { name: "door", key: "doorId" },
    handlers: [{ ...entry, name: "paint", file: "shop/paint.ts", receives: ["Paint"], sends: ["Paint", "Shout"] }],
  },
  {
    ...{ ...common, name: "shop/shout", kind: "command", fifo: false, writes: "shop/shout" },
    handlers: [{ ...entry, name: "shout", file: "shop/shout.ts", receives: ["Shout"] }],
  },
];
const manifest = { systems: [{ name: "shop", contracts: [], consumers }] };
const routes = routesOf(manifest);

const commit = (...sends: Partial<StoredSend>[]): Commit => ({
  ...{ stream: "shop/door/1", n: 3, time: new Date(START).toISOString(), by: "shop/paint", version: 0, events: [] },
  sends: sends.map((send) => ({ kind: "command", type: "Paint", v: 1, data: { doorId: "1" }, by: 0, ...send })),
  answers: [{ id: "m", type: "Paint", sent: "", correlationid: "r", hops: 0 }],
});

/** A cloud whose calls are counted, and a clock that is set by hand. */
function place() {
  const clock = { now: START };
  const now = () => clock.now;
  const cloud = memoryCloud(manifest, now);
  const calls: string[] = [];
  const counted = (name: string, queue: { send: (...args: never[]) => void }) => {
    const { send } = queue;
    queue.send = (...args: never[]) => {
      calls.push(name);
      send(...args);
    };
  };
  for (const [name, queue] of cloud.queues) counted(name, queue);
  counted("retry", cloud.retry);
  const take = (queue: string) => {
    const got = cloud.queues.get(queue)?.receive(10, 0) ?? [];
    for (const { receiptHandle } of got) cloud.queues.get(queue)?.remove(receiptHandle);
    return got.map(({ body }) => JSON.parse(body).id);
  };
  /** What the relay's second function does with what it finds. */
  const again = async () => {
    const got = cloud.retry.receive(10, 0);
    for (const { receiptHandle } of got) cloud.retry.remove(receiptHandle);
    const asides = got.map(({ body }): SetAside => JSON.parse(body));
    return relayAgain({ routes, roads: cloud.roads, now }, asides);
  };
  return { clock, calls, cloud, take, again, send: (one: Commit) => relay({ routes, roads: cloud.roads }, [one]) };
}

it("a command for later holds up no other command of its key, and goes when it is due: two sends", async () => {
  const { clock, calls, take, again, send } = place();
  await send(commit({ delay: 5_000 }, {}));
  expect(take("shop/door")).toEqual(["shop/door/1@3.1"]);
  clock.now += 4_999;
  expect(await again()).toEqual([]);
  expect(take("shop/door")).toEqual([]);
  clock.now += 1;
  expect(await again()).toEqual([]);
  expect(take("shop/door")).toEqual(["shop/door/1@3.0"]);
  expect(calls.toSorted()).toEqual(["retry", "shop/door", "shop/door"]);
});

it("one for a standard queue waits there: one send", async () => {
  const { clock, calls, take, send } = place();
  await send(commit({ type: "Shout", delay: 5_000 }));
  expect(take("shop/shout")).toEqual([]);
  clock.now += 5_000;
  expect([take("shop/shout"), calls]).toEqual([["shop/door/1@3.0"], ["shop/shout"]]);
});

it("what comes back before its time waits for what is left of it", async () => {
  const { clock, cloud, take, again } = place();
  const due = new Date(START + 5_000).toISOString();
  await cloud.roads.setAside([{ envelope: { ...sample, due }, reason: "refused", delay: 5_000 }]);
  clock.now += 2_000;
  await again();
  expect([take("shop/door"), cloud.retry.nextVisible()]).toEqual([[], START + 5_000]);
  clock.now += 3_000;
  await again();
  expect(take("shop/door")).toEqual(["shop/door/1@fee"]);
});

it("a cancellation goes at once, and is no duplicate of its command to a queue that tells duplicates", async () => {
  const { take, send } = place();
  await send(commit({ as: "fee" }));
  await send({ ...commit({ as: "fee", cancelled: true }), n: 4 });
  await send({ ...commit({ as: "fee" }), n: 5 });
  expect(take("shop/door")).toEqual(["shop/door/1@fee", "shop/door/1@fee"]);
});

it("a cancellation of what no handler of the stream declares is refused", async () => {
  const { cloud, send } = place();
  await send({ ...commit({ as: "fee", cancelled: true }), stream: "shop/shout/1" });
  expect(cloud.retry.all().map(({ body }) => JSON.parse(body).reason)).toEqual([
    "no handler of shop/shout declares Paint",
  ]);
});

const sample = {
  ...({ specversion: "1.0", id: "shop/door/1@fee", source: "/shop/door", type: "Paint", kind: "command" } as const),
  ...{ time: new Date(START).toISOString(), born: new Date(START).toISOString(), correlationid: "r" },
  ...{ contractversion: 1, hops: 1, data: { doorId: "1" } },
};

it("a journey tells what was sent for later, is complete without it, and shows what its cancellation came to", () => {
  const sent = traceCommit(commit({ as: "fee", delay: 60_000 }));
  const cancelling = traceCommit({
    ...commit({ as: "fee", cancelled: true }),
    n: 4,
    answers: [{ ...answer, id: "m2" }],
  });
  const rejected = { code: "cancelled", reason: "", help: "" };
  const answered = traceCommit({ ...commit(), n: 5, answers: [{ ...answer, id: "shop/door/1@fee", rejected }] });
  const tell = (entries: readonly TraceEntry[]) => {
    const messages = journey(entries).flatMap(({ children }) => children);
    return messages.map(({ kind, due, children }) => [kind, due, children.map(({ outcome }) => outcome)]);
  };
  const due = "2026-01-01T00:01:00.000Z";
  expect([tell(sent), isComplete(sent)]).toEqual([[["command", due, []]], true]);
  expect(tell([...sent, ...cancelling, ...answered])).toEqual([
    ["command", due, ["rejected: cancelled"]],
    ["cancellation", undefined, []],
  ]);
});

const answer = { id: "m", type: "Paint", sent: "", correlationid: "r", hops: 0 };
