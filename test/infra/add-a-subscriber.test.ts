import { expect, test } from "vitest";
import { loadSystems, makeApp, ofType, type Resource, type StackJson, shopContext, templates } from "./fixture.ts";
import { systems } from "./systems.ts";

const withNews = {
  "shop/contracts.ts": `${systems["shop/contracts.ts"]}
    export class OrderLost extends event("OrderLost", { orderId: z.string() }) {}`,
  "shop/search-on-order-lost.ts": `
    import { on } from "../runtime/index.ts";
    import { OrderLost } from "./contracts.ts";
    export default on(OrderLost, {}, () => undefined);`,
};

async function synth(more?: Record<string, string>): Promise<Record<string, StackJson>> {
  return templates(makeApp({ ...(await loadSystems(more)), context: shopContext }));
}

const news = (before: StackJson | undefined, after: StackJson | undefined): [string, Resource][] =>
  Object.entries(after?.Resources ?? {}).filter(([id]) => !(id in (before?.Resources ?? {})));

const counts = (resources: [string, Resource][]) =>
  Object.fromEntries(
    [...Map.groupBy(resources, ([, { Type }]) => Type)].map(([type, each]) => [type, each.length] as const).sort(),
  );

test("an event and its subscriber, one statement and one file, bring everything they need to run", async () => {
  const [before, after] = [await synth(), await synth(withNews)];
  const data = news(before["Bugle-dev-shop-data"], after["Bugle-dev-shop-data"]);
  const code = news(before["Bugle-dev-shop"], after["Bugle-dev-shop"]);

  expect(counts(data)).toEqual({
    "AWS::CloudWatch::Alarm": 2,
    "AWS::SNS::Subscription": 1,
    "AWS::SQS::Queue": 2,
    "AWS::SQS::QueuePolicy": 2,
  });
  expect(counts(code)).toEqual({
    "AWS::CloudWatch::Alarm": 1,
    "AWS::IAM::Role": 1,
    "AWS::Lambda::EventSourceMapping": 1,
    "AWS::Lambda::Function": 1,
    "AWS::Logs::LogGroup": 1,
  });
  const subscription = data.find(([, { Type }]) => Type === "AWS::SNS::Subscription")?.[1].Properties;
  expect(subscription).toMatchObject({ FilterPolicy: { type: ["OrderLost"] }, RawMessageDelivery: true });
  expect(subscription?.["RedrivePolicy"]).toHaveProperty("deadLetterTargetArn");
});

test("what stood before a subscriber came stays as it was", async () => {
  const [before, after] = [await synth(), await synth(withNews)];
  expect(after["Bugle-dev-platform"]).toEqual(before["Bugle-dev-platform"]);
  expect(after["Bugle-dev-yard"]).toEqual(before["Bugle-dev-yard"]);
  for (const [id, resource] of Object.entries(before["Bugle-dev-shop-data"]?.Resources ?? {}))
    expect(after["Bugle-dev-shop-data"]?.Resources[id]).toEqual(resource);
});

test("a projection hears every event of its state, whatever its type", async () => {
  const shop = (await synth())["Bugle-dev-shop-data"];
  const filters = ofType(shop, "AWS::SNS::Subscription").map(([, { Properties }]) => Properties["FilterPolicy"]);
  expect(filters).toContainEqual({ streamkind: ["shop/order"] });
});

test("an event of another system comes over the bus, as the envelope alone", async () => {
  const yard = (await synth())["Bugle-dev-yard-data"];
  expect(ofType(yard, "AWS::SNS::Subscription")).toEqual([]);
  const [rule] = ofType(yard, "AWS::Events::Rule").map(([, { Properties }]) => Properties);
  expect(rule?.["EventPattern"]).toEqual({ "detail-type": ["OrderPlaced"] });
  const [target] = (rule?.["Targets"] ?? []) as unknown[];
  expect(target).toMatchObject({ InputPath: "$.detail", RetryPolicy: { MaximumRetryAttempts: 185 } });
  expect(target).toHaveProperty("DeadLetterConfig.Arn");
});
