import { beforeAll, describe, expect, test } from "vitest";
import { entrySource } from "../../infra/bundle/entry-source.ts";
import { entriesOf } from "../../infra/entries.ts";
import { loadSystems, makeApp, ofType, type StackJson, shopContext, templates } from "./fixture.ts";
import { grantsOf } from "./grants.ts";
import { recipesFor } from "./recipes.ts";

const things = `
  import { things } from "../runtime/index.ts";
  export default things({ "tills/+/orders": { post: "/tills/:1/orders" }, "tills/+/opened": { post: "/tills/:1/opened" } });
`;

let stacks: Record<string, StackJson>;
let loaded: Awaited<ReturnType<typeof loadSystems>>;
const shop = () => stacks["Bugle-dev-shop"];
const rules = () => ofType(shop(), "AWS::IoT::TopicRule").map(([id, { Properties }]) => ({ id, ...Properties }));

beforeAll(async () => {
  loaded = await loadSystems({ "shop/things.ts": things });
  stacks = templates(makeApp({ ...loaded, context: shopContext }));
});

interface Payload {
  readonly Sql: string;
  readonly AwsIotSqlVersion: string;
  readonly Actions: readonly { Lambda: { FunctionArn: { "Fn::GetAtt": [string, string] } } }[];
  readonly ErrorAction: { Sqs: { QueueUrl: unknown; RoleArn: { "Fn::GetAtt": [string, string] } } };
}
const payloadOf = (rule: object) => (rule as { TopicRulePayload: Payload }).TopicRulePayload;

describe("a topic that devices publish under", () => {
  test("has a rule that selects payload, topic and client, in the version that can encode any payload", () => {
    const selected = "SELECT encode(*, 'base64') AS body, topic() AS topic, clientid() AS client, newuuid() AS id FROM";
    expect(rules().map((rule) => payloadOf(rule).Sql)).toEqual([
      `${selected} 'tills/+/orders'`,
      `${selected} 'tills/+/opened'`,
    ]);
    for (const rule of rules()) expect(payloadOf(rule).AwsIotSqlVersion).toBe("2016-03-23");
  });

  test("invokes the one function for it, and no other function may be invoked by it", () => {
    const permissions = ofType(shop(), "AWS::Lambda::Permission")
      .map(([, { Properties }]) => Properties)
      .filter(({ Principal }) => Principal === "iot.amazonaws.com");
    expect(permissions).toHaveLength(2);
    for (const rule of rules()) {
      const target = payloadOf(rule).Actions.map(({ Lambda }) => Lambda.FunctionArn);
      expect(target).toEqual([{ "Fn::GetAtt": [expect.stringMatching(/^Things[0-9A-F]{8}$/), "Arn"] }]);
      expect(permissions).toContainEqual({
        Action: "lambda:InvokeFunction",
        FunctionName: target[0],
        Principal: "iot.amazonaws.com",
        SourceAccount: { Ref: "AWS::AccountId" },
        SourceArn: { "Fn::GetAtt": [rule.id, "Arn"] },
      });
    }
  });

  test("leaves what nobody could be invoked with, or has failed to the end, in one watched queue", () => {
    const [lambda] = ofType(shop(), "AWS::Lambda::Function").filter(([id]) => /^Things[0-9A-F]{8}$/.test(id));
    expect(JSON.stringify(lambda?.[1].Properties["DeadLetterConfig"])).toContain("UntakenQueue");
    for (const rule of rules())
      expect(JSON.stringify(payloadOf(rule).ErrorAction.Sqs.QueueUrl)).toContain("UntakenQueue");
    const alarms = ofType(stacks["Bugle-dev-shop-data"], "AWS::CloudWatch::Alarm").map(([id]) => id);
    expect(alarms.filter((id) => id.startsWith("UntakenDeadLettersAlarm"))).toHaveLength(1);
  });

  test("gives the function what its API may do, and the rules that one queue", () => {
    const grants = grantsOf(stacks, "Bugle-dev-shop");
    const system = loaded.manifest.systems.find(({ name }) => name === "shop")!;
    const told = { sender: "shop@example.com", secrets: { shop: ["/shop/bank-key"] } };
    expect(grants).toEqual(recipesFor(system, told));
    expect(grants["TopicsRole"]).toEqual(["sqs:SendMessage UntakenQueue"]);
    const [role] = ofType(shop(), "AWS::IAM::Role").filter(([id]) => id.startsWith("TopicsRole"));
    expect(role?.[1].Properties["AssumeRolePolicyDocument"]).toMatchObject({
      Statement: [
        {
          Principal: { Service: "iot.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
        },
      ],
    });
  });
});

test("a system that names no topics has neither rules nor queue for them", () => {
  const text = JSON.stringify([stacks["Bugle-dev-yard"], stacks["Bugle-dev-yard-data"]]);
  expect(text).not.toContain("AWS::IoT");
  expect(text).not.toContain("Untaken");
});

test("on this machine nothing listens to MQTT", () => {
  const local = { ...shopContext, "bugle:local": "true", stage: "local" };
  expect(JSON.stringify(templates(makeApp({ ...loaded, context: local })))).not.toContain("AWS::IoT");
});

test("the function begins with the system's API and its topics", () => {
  const entry = entriesOf(loaded.manifest).find(({ name }) => name === "shop/things/entry")!;
  const source = entrySource("/functions", entry);
  expect(source).toContain('import api from "/functions/shop/api/index.ts";');
  expect(source).toContain('topics: [{"filter":"tills/+/orders","post":"/tills/:1/orders"},');
  expect(source).toMatch(/import \{ thingsEntry as open \} from ".*aws\/entry\/things\.ts";/);
});
