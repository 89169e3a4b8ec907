import { gzipSync } from "node:zlib";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { expect, test, vi } from "vitest";
import * as z from "zod";
import { type Published, thingsEntry } from "../../../functions/runtime/aws/entry/things.ts";
import type { Environment } from "../../../functions/runtime/aws/env.ts";
import { accept, api, operation, problem, resource, thingOf } from "../../../functions/runtime/edge/index.ts";
import { routesOf } from "../../../functions/runtime/routes.ts";
import { things } from "../../../functions/runtime/things.ts";
import { BakeCake, manifest } from "./bakery.ts";

const environment: Environment = {
  stage: "test",
  system: "bakery",
  region: "eu-central-1",
  tables: { journal: "journal", snapshots: "snapshots", attempts: "attempts", models: "models", keys: "keys" },
  queues: { "bakery/cake": "https://sqs/cake.fifo" },
  deadLetterQueues: {},
  config: {},
};

const layers = z.strictObject({ layers: z.int().min(1) });
const { topics } = things({ "ovens/+/baked": { post: "/cakes/:1" }, "ovens/+/cleaned": { post: "/gone/:1" } });

/** Ovens bake under their own name only. */
const ovens = () =>
  api(
    resource().post(
      "/cakes/:cakeId",
      operation({ summary: "Bakes a cake", body: layers, gzip: true, accepts: ["cakeId"] }),
      async (c) => {
        const cakeId = c.req.param("cakeId");
        if (thingOf(c) !== cakeId) throw problem(401, "not-the-oven", "It is another oven");
        if (cakeId === "busy") throw problem(429, "too-many-requests", "Too many requests");
        return accept(c, new BakeCake({ cakeId, ...c.req.valid("json") }), { location: "/", ids: { cakeId } });
      },
    ),
  );

/** The Lambda of the rules, with what it has sent and logged; `fails` lets every call to AWS fail. */
function openLambda({ fails = false } = {}) {
  const sent: { actor?: string; type: string; data: unknown }[] = [];
  const keys: unknown[] = [];
  const outcomes: string[] = [];
  const client = {
    middlewareStack: { add: () => {} },
    send: async (command: { input: { Entries?: { MessageBody: string }[]; Item?: { key?: unknown } } }) => {
      if (fails) throw new Error("not now");
      if (command.input.Item) keys.push(command.input.Item);
      sent.push(...(command.input.Entries ?? []).map(({ MessageBody }) => JSON.parse(MessageBody)));
      return {};
    },
  };
  const given = {
    environment,
    dynamodb: client as unknown as DynamoDBClient,
    sqs: client as unknown as SQSClient,
    log: ({ outcome }: { outcome: string }) => outcomes.push(outcome),
  };
  const lambda = thingsEntry({ system: "bakery", api: ovens(), routes: routesOf(manifest), topics }, given);
  return { lambda, sent, keys, outcomes };
}

const published = (more: Partial<Published> = {}, body: string | Buffer = '{"layers":3}'): Published => ({
  topic: "ovens/opera/baked",
  client: "opera",
  id: "m-1",
  body: Buffer.from(body).toString("base64"),
  ...more,
});

test("a message becomes a request of the client that published it, under a key of its own", async () => {
  const { lambda, sent, keys, outcomes } = openLambda();
  await lambda(published());
  expect(sent).toMatchObject([{ type: "BakeCake", actor: "thing/opera", data: { cakeId: "opera", layers: 3 } }]);
  expect(JSON.stringify(keys)).toContain("m-1");
  expect(outcomes).toEqual(["202"]);
});

test("a packed payload is unpacked", async () => {
  const { lambda, sent } = openLambda();
  await lambda(published({}, gzipSync('{"layers":4}')));
  expect(sent).toMatchObject([{ data: { layers: 4 } }]);
});

test("whoever publishes under another's name, or not over MQTT, is refused like any stranger", async () => {
  const { lambda, sent, outcomes } = openLambda();
  await lambda(published({ client: "tiramisu" }));
  await lambda(published({ client: "n/a", topic: "ovens/n%2Fa/baked" }));
  await lambda(published({ client: "n/a" }));
  expect([sent, outcomes]).toEqual([[], ["401", "401", "401"]]);
});

test("what the API refuses for good is logged and not tried again", async () => {
  const { lambda, outcomes } = openLambda();
  await lambda(published({}, '{"layers":0}'));
  await lambda(published({}, "\u0000"));
  await lambda(published({ topic: "ovens/opera/cleaned" }));
  expect(outcomes).toEqual(["400", "400", "404"]);
});

test("what a client sends too much of is dropped and counted, since nobody waits and a second try would be too much as well", async () => {
  const { lambda, sent, outcomes } = openLambda();
  await lambda(published({ topic: "ovens/busy/baked", client: "busy" }));
  await lambda(published());
  expect([sent.length, outcomes]).toEqual([1, ["429", "dropped", "202"]]);
});

test("what cannot be taken now fails, so that it is tried again", async () => {
  const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const { lambda } = openLambda({ fails: true });
  await expect(lambda(published())).rejects.toMatchObject({ code: "not-taken" });
  written.mockRestore();
});

test("a topic that this code does not know fails", async () => {
  const { lambda } = openLambda();
  await expect(lambda(published({ topic: "ovens/opera" }))).rejects.toMatchObject({ code: "topic-unknown" });
});
