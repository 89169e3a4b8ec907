import { expect, it } from "vitest";
import * as z from "zod";
import { outgoing } from "../../../functions/runtime/commit.ts";
import { command, event, handle, on } from "../../../functions/runtime/index.ts";
import { memoryCloud } from "../../../functions/runtime/memory/cloud.ts";
import { early } from "../../../functions/runtime/relay/early.ts";
import { routesOf } from "../../../functions/runtime/routes.ts";
import { bench, received } from "./bench.ts";
import { door, Open, Opened, open } from "./door.ts";

const Close = command("Close", { doorId: z.string(), by: z.string() });
const Told = event("Told", { doorId: z.string() });
const answer = (doorId: string) => [new Open({ doorId, by: "me" }), new Close({ doorId, by: "me" })];
const eager = on(Told, { sends: [Open, Close], eager: true }, ({ data }) => answer(data.doorId));
const patient = on(Told, { sends: [Open, Close] }, ({ data }) => answer(data.doorId));
const told = (id: string) => received(id, new Told({ doorId: "d" }));

it("an eager handler's commands go as they stand in its commit", async () => {
  const b = bench("open-on-told.ts", eager);
  await b.deliver(told("m"));
  expect(b.early.sent).toEqual(outgoing(b.ground.all()[0]!));
  expect(b.early.sent.map(({ envelope }) => envelope.id)).toEqual([
    "test/open-on-told/m@1.0",
    "test/open-on-told/m@1.1",
  ]);
});

it("another handler's wait for the relay", async () => {
  const b = bench("open-on-told.ts", patient);
  await b.deliver(told("m"));
  expect(b.early.sent).toEqual([]);
  expect(b.ground.all()[0]?.sends).toHaveLength(2);
});

it("a duplicate sends nothing: whether the first was sent is the relay's to make good", async () => {
  const b = bench("open-on-told.ts", eager);
  await b.deliver(told("m"));
  b.restart();
  await b.deliver(told("m"));
  expect(b.early.sent).toHaveLength(2);
});

it("what cannot be sent early fails nothing", async () => {
  const b = bench("open-on-told.ts", eager);
  b.early.fails = true;
  expect(await b.deliver(told("m"))).toEqual([]);
  expect(b.log.map(({ outcome }) => outcome)).toEqual(["done"]);
});

it("events are never sent early: they are the relay's alone", async () => {
  const opening = handle(Open, { state: door, emits: [Opened], eager: true }, open.run as never);
  const b = bench("open.ts", opening);
  await b.deliver(received("m", new Open({ doorId: "d", by: "me" }), { group: "g" }));
  expect(b.ground.all()[0]?.events).toHaveLength(1);
  expect(b.early.sent).toEqual([]);
});

it("only queues that deduplicate are sent to, and they swallow the relay's second", async () => {
  const state = { name: "door", key: "doorId" };
  const entry = (receives: string) => ({
    ...{ name: receives, file: "", receives: [receives], emits: [], sends: [] },
    ...{ needs: [], uses: [], effect: "none" as const },
  });
  const base = { system: "test", fromBus: [] };
  const manifest = {
    systems: [
      {
        name: "test",
        contracts: [],
        consumers: [
          { ...base, name: "test/door", kind: "state" as const, fifo: true, state, handlers: [entry("Open")] },
          { ...base, name: "test/close", kind: "command" as const, fifo: false, handlers: [entry("Close")] },
        ],
      },
    ],
  };
  const b = bench("open-on-told.ts", eager);
  await b.deliver(told("m"));
  const cloud = memoryCloud(manifest, () => b.clock.now);
  await early(routesOf(manifest), cloud.roads)(b.early.sent);
  await early(routesOf(manifest), cloud.roads)(b.early.sent);
  expect(
    cloud.queues
      .get("test/door")
      ?.receive(10, 30)
      .map(({ group }) => group),
  ).toEqual(["test/door/d"]);
  expect(cloud.queues.get("test/close")?.receive(10, 30)).toEqual([]);
});
