import { beforeAll, describe, expect, test } from "vitest";
import { readEnvironment } from "../../functions/runtime/aws/env.ts";
import { loadSystems, makeApp, ofType, type Resource, type StackJson, shopContext, templates } from "./fixture.ts";

let shop: StackJson;
let data: StackJson;

beforeAll(async () => {
  const stacks = templates(makeApp({ ...(await loadSystems()), context: shopContext }));
  [shop, data] = [stacks["Bugle-dev-shop"]!, stacks["Bugle-dev-shop-data"]!];
});

const lambdas = () => ofType(shop, "AWS::Lambda::Function");
const nameOf = (id: string) => id.replace(/[0-9A-F]{8}$/, "");
const lambda = (name: string): Resource["Properties"] =>
  lambdas().find(([id]) => nameOf(id) === name)?.[1].Properties ?? {};

/** The text of a joined value, what is not known yet by the name of its output. */
function joined(value: unknown): string {
  const parts = (value as { "Fn::Join": [string, unknown[]] })["Fn::Join"][1];
  return parts.map((part) => (typeof part === "string" ? part : nameOfToken(part))).join("");
}

function nameOfToken(part: unknown): string {
  const output = (part as { "Fn::GetStackOutput"?: { OutputName: string } })["Fn::GetStackOutput"]?.OutputName;
  return (output ?? JSON.stringify(Object.values(part as object)[0]).replaceAll('"', "")).replace(
    /^PublishOutput(?:Ref|FnGetAtt)|[0-9A-F]{16}$|[0-9A-F]{8}(?:Arn[0-9A-F]{8})?$/g,
    "",
  );
}

function environment(name: string) {
  const { Variables } = lambda(name)["Environment"] as { Variables: Record<string, unknown> };
  expect(Object.keys(Variables)).toEqual(["BUGLE_ENVIRONMENT"]);
  return readEnvironment({ BUGLE_ENVIRONMENT: joined(Variables["BUGLE_ENVIRONMENT"]) });
}

describe("what a function is told", () => {
  test("a consumer learns of its own queue and dead-letter queue, and no topic or bus", () => {
    const told = environment("ConsumersorderFunction");
    expect(told).toMatchObject({ stage: "dev", system: "shop", config: {} });
    expect(told.queues).toEqual({ "shop/order": "ConsumersorderQueue" });
    expect(told.deadLetterQueues).toEqual({ "shop/order": "ConsumersorderDeadLetters" });
    expect([told.topic, told.bus, told.retryQueue, told.emailFrom, told.tables.trace]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("configuration goes to those with needs, the sender to those who send emails", () => {
    const config = { bank: "https://bank.example.com" };
    expect(environment("ConsumerschargecardFunction").config).toEqual(config);
    expect(environment("Api").config).toEqual({});
    expect(environment("ConsumersmailreceiptoncardchargedFunction").emailFrom).toBe("shop@example.com");
    expect(environment("ConsumerschargecardFunction").emailFrom).toBeUndefined();
  });

  test("the relay learns of topic, bus, retry queue and the queues it addresses", () => {
    const told = environment("RelaysRelay");
    expect(Object.keys(told.queues).sort()).toEqual([
      "shop/ask-price",
      "shop/charge-card",
      "shop/checkout",
      "shop/order",
    ]);
    expect([told.topic, told.bus, told.retryQueue]).toEqual(["Topic", "Bus", "RelayRetryQueue"]);
  });

  test("the runner reads all of it, and the journal's stream, from the outputs", () => {
    const { Environment, JournalStream } = data.Outputs ?? {};
    const told = readEnvironment({ BUGLE_ENVIRONMENT: joined(Environment?.Value) });
    expect(Object.keys(told.queues)).toHaveLength(7);
    expect(Object.keys(told.deadLetterQueues)).toHaveLength(7);
    expect(told.queues["shop/order"]).toBe("ConsumersorderQueue");
    expect(told.emailFrom).toBe("shop@example.com");
    expect(JournalStream?.Value).toEqual({ "Fn::GetAtt": ["JournalTableE0A5D4A5", "StreamArn"] });
  });
});

describe("how a function runs", () => {
  test("only sagas and handlers with a hop limit may meet their own messages again", () => {
    const looping = lambdas().filter(([, { Properties }]) => Properties["RecursiveLoop"] === "Allow");
    expect(looping.map(([id]) => nameOf(id)).sort()).toEqual([
      "ConsumerschargecardFunction",
      "ConsumerscheckoutFunction",
    ]);
  });

  test("every function logs JSON to a group of its own that forgets after a month", () => {
    const groups = lambdas().map(([, { Properties }]) => Properties["LoggingConfig"] as Record<string, unknown>);
    expect(new Set(groups.map(({ LogGroup }) => JSON.stringify(LogGroup))).size).toBe(11);
    for (const { LogFormat } of groups) expect(LogFormat).toBe("JSON");
    for (const [, { Properties }] of ofType(shop, "AWS::Logs::LogGroup"))
      expect(Properties["RetentionInDays"]).toBe(30);
  });

  test("no function reserves concurrency", () => {
    for (const [, { Properties }] of lambdas()) expect(Properties).not.toHaveProperty("ReservedConcurrentExecutions");
  });

  test("the relay and its poller stand before any handler", () => {
    const relay = Object.keys(shop.Resources).filter((id) => /^RelaysRe(lay|ader)[0-9A-F]{8}$/.test(id));
    expect(relay).toHaveLength(2);
    for (const [id, resource] of lambdas().filter(([each]) => each.startsWith("Consumers")))
      expect([id, relay.every((each) => resource.DependsOn?.includes(each))]).toEqual([id, true]);
  });

  test("every queue's poller matches the timeout that its queue was made for", () => {
    for (const [id, { Properties }] of lambdas().filter(([each]) => each.startsWith("Consumers"))) {
      const queue = ofType(data, "AWS::SQS::Queue").find(([each]) =>
        each.startsWith(nameOf(id).replace(/Function$/, "Queue")),
      );
      expect(queue?.[1].Properties["VisibilityTimeout"]).toBe(6 * Number(Properties["Timeout"]));
    }
  });
});
