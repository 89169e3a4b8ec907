import { beforeAll, describe, expect, test } from "vitest";
import { loadSystems, makeApp, ofType, type StackJson, shopContext, templates } from "./fixture.ts";
import { type Statement, statementsOf } from "./statements.ts";

const logs = ["logs:CreateLogStream", "logs:PutLogEvents"];
const own = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"];
const get = "dynamodb:GetItem";
const put = "dynamodb:PutItem";
const query = "dynamodb:Query";
const update = "dynamodb:UpdateItem";
const batch = "dynamodb:BatchWriteItem";
const timers = ["scheduler:CreateSchedule", "iam:PassRole"];
const stream = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map((name) => `dynamodb:${name}`);

/** Every action a function may have, by the beginning of its role's id: longest first. */
const recipes: Readonly<Record<string, readonly string[]>> = {
  ConsumersorderFunction: [...own, ...logs, "sqs:SendMessage", get, put, query, update],
  ConsumersaskpriceFunction: [...own, ...logs, "sqs:SendMessage", get, put, query],
  ConsumerscheckoutFunction: [...own, ...logs, "sqs:SendMessage", get, put, query],
  ConsumerschargecardFunction: [...own, ...logs, "sqs:SendMessage", get, put, query, update, "ssm:GetParameter"],
  ConsumersmailreceiptoncardchargedFunction: [...own, ...logs, "sqs:SendMessage", get, put, query, "ses:SendEmail"],
  ConsumerscountorderonorderplacedFunction: [...own, ...logs, "sqs:SendMessage", get, put, batch],
  ConsumersorderlistFunction: [...own, ...logs, "sqs:SendMessage", get, put, query, batch, "dynamodb:BatchGetItem"],
  RelaysRelay: [
    ...logs,
    ...stream,
    ...timers,
    "sns:Publish",
    "events:PutEvents",
    "sqs:SendMessage",
    batch,
    "s3:PutObject",
    "s3:ListBucket",
  ],
  RelaysRetry: [...logs, ...own, ...timers, "sns:Publish", "events:PutEvents", "sqs:SendMessage"],
  RelaysSweeper: [...logs, ...timers, "sns:Publish", "events:PutEvents", "sqs:SendMessage", batch, "s3:GetObject"],
  Api: [...logs, "sqs:SendMessage", get, put, query, update, batch, "dynamodb:BatchGetItem"],
};

const recipeOf = (role: string) => Object.keys(recipes).find((name) => role.startsWith(`${name}Role`)) ?? role;

let stacks: Record<string, StackJson>;
let statements: Statement[];

beforeAll(async () => {
  stacks = templates(makeApp({ ...(await loadSystems()), context: shopContext }));
  statements = statementsOf(stacks["Bugle-dev-shop"]);
});

const of = (recipe: string, action: string) =>
  statements.filter(({ role, actions }) => recipeOf(role) === recipe && actions.includes(action));

const named = (recipe: string, action: string) =>
  of(recipe, action).flatMap(({ resources }) => resources.map((each) => /([A-Za-z]+?)[0-9A-F]{8}/.exec(each)?.[1]));

describe("roles", () => {
  test("every function has a role of its own", () => {
    const roles = ofType(stacks["Bugle-dev-shop"], "AWS::Lambda::Function").map(([, { Properties }]) =>
      JSON.stringify(Properties["Role"]),
    );
    expect(new Set(roles).size).toBe(11);
    expect(roles).toHaveLength(11);
  });

  test("each recipe has exactly its list of actions", () => {
    const actual = Map.groupBy(statements, ({ role }) => recipeOf(role));
    expect([...actual.keys()].sort()).toEqual(Object.keys(recipes).sort());
    for (const [recipe, each] of actual)
      expect([recipe, [...new Set(each.flatMap(({ actions }) => actions))].sort()]).toEqual([
        recipe,
        [...(recipes[recipe] ?? [])].sort(),
      ]);
  });

  test("nothing is granted beside the recipes", () => {
    for (const stack of Object.values(stacks)) {
      expect(ofType(stack, "AWS::IAM::Policy")).toEqual([]);
      expect(ofType(stack, "AWS::IAM::ManagedPolicy")).toEqual([]);
      for (const [, { Properties }] of ofType(stack, "AWS::IAM::Role"))
        expect(Properties).not.toHaveProperty("ManagedPolicyArns");
    }
  });

  test("no action and no resource is a wildcard, but for objects that AWS names and schedules named by their message", () => {
    const all = Object.values(stacks).flatMap(statementsOf);
    expect(all.flatMap(({ actions }) => actions).filter((each) => each.includes("*"))).toEqual([]);
    const wild = all.flatMap(({ resources }) => resources).filter((each) => each.includes("*"));
    const paths = wild.map((each) => each.slice(each.lastIndexOf("}") + 1));
    expect([...new Set(paths)].sort()).toEqual(["/*", "/aws/lambda/*", "/exports/shop/*", "/exports/yard/*"]);
    const schedules = all.filter(({ resources }) => resources.some((each) => each.endsWith("}/*")));
    expect(schedules.map(({ actions }) => actions)).toEqual(Array(3).fill(["scheduler:CreateSchedule"]));
  });

  test("an item is updated by whoever has a rate or a halt, and only under its own name", () => {
    const updating = statements.filter(({ actions }) => actions.includes(update));
    expect(updating.map(({ role }) => recipeOf(role)).sort()).toEqual([
      "Api",
      "ConsumerschargecardFunction",
      "ConsumersorderFunction",
    ]);
    expect(updating.map(({ condition }) => JSON.stringify(condition)).sort()).toEqual(
      ["shop/api/*", "shop/charge-card/*", "shop/order/*"].map((keys) =>
        JSON.stringify({
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [keys] },
          Null: { "dynamodb:LeadingKeys": "false" },
        }),
      ),
    );
  });

  test("nobody scans a table or deletes an item", () => {
    const actions = Object.values(stacks)
      .flatMap(statementsOf)
      .flatMap((each) => each.actions);
    expect(actions.filter((each) => /Scan|PartiQL|Delete(?!Message)/.test(each))).toEqual([]);
  });
});

describe("the partition keys a function may touch", () => {
  test.each([
    ["ConsumersorderFunction", ["shop/order/*"]],
    ["ConsumerschargecardFunction", ["shop/payment/*"]],
    ["ConsumersaskpriceFunction", ["shop/ask-price/*"]],
    ["ConsumerscheckoutFunction", ["shop/checkout/*"]],
  ])("%s writes the journal under %s alone", (recipe, prefixes) => {
    const journal = of(recipe, put).filter(({ actions }) => actions.includes(query));
    expect(journal.map(({ condition }) => condition)).toEqual([
      {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": prefixes },
        Null: { "dynamodb:LeadingKeys": "false" },
      },
    ]);
  });

  test("a projection reads the journal of its state and writes its own rows", () => {
    const keys = (action: string) =>
      of("ConsumersorderlistFunction", action).map(
        ({ condition }) => condition["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"],
      );
    expect(keys(query)).toEqual([["shop/order/*"]]);
    expect(keys(put)).toEqual([["shop/order-list/*"], ["shop/order-list/*"]]);
  });

  test("every statement on journal, snapshots, attempts and models has its prefix, and fails without a key", () => {
    const guarded = statements.filter(
      ({ actions, resources }) =>
        actions.some((each) => [get, put, query].includes(each)) && !/Keys|Trace/.test(resources.join()),
    );
    expect(guarded).toHaveLength(23);
    for (const { condition } of guarded) {
      expect(condition["Null"]).toEqual({ "dynamodb:LeadingKeys": "false" });
      const prefixes = condition["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"];
      expect(prefixes).toEqual([expect.stringMatching(/^shop\/([a-z-]+\/)?\*$/)]);
    }
  });
});

describe("what a function may send to", () => {
  test("a consumer sends to its own dead-letter queue alone", () => {
    expect(named("ConsumersorderFunction", "sqs:SendMessage")).toEqual([
      "PublishOutputFnGetAttConsumersorderDeadLetters",
    ]);
    expect(named("ConsumersorderFunction", "sqs:ReceiveMessage")).toEqual(["PublishOutputFnGetAttConsumersorderQueue"]);
  });

  test("the API sends to the queues of commands, to no subscriber and no saga", () => {
    expect(named("Api", "sqs:SendMessage").sort()).toEqual([
      "PublishOutputFnGetAttConsumersaskpriceQueue",
      "PublishOutputFnGetAttConsumerschargecardQueue",
      "PublishOutputFnGetAttConsumersorderQueue",
    ]);
  });

  test("the relay sends to commands, sagas and its retry queue", () => {
    expect(named("RelaysRelay", "sqs:SendMessage").sort()).toEqual([
      "PublishOutputFnGetAttConsumersaskpriceQueue",
      "PublishOutputFnGetAttConsumerschargecardQueue",
      "PublishOutputFnGetAttConsumerscheckoutQueue",
      "PublishOutputFnGetAttConsumersorderQueue",
      "PublishOutputFnGetAttRelayRetryQueue",
    ]);
  });

  test("a relay without public events does not reach the bus", () => {
    const actions = statementsOf(stacks["Bugle-dev-yard"]).flatMap((each) => each.actions);
    expect(actions).not.toContain("events:PutEvents");
  });

  test("secrets are read by name, emails sent from one address", () => {
    const [secret] = of("ConsumerschargecardFunction", "ssm:GetParameter");
    expect(secret?.resources.map((each) => each.slice(each.lastIndexOf(":") + 1))).toEqual(["parameter/shop/bank-key"]);
    const [email] = of("ConsumersmailreceiptoncardchargedFunction", "ses:SendEmail");
    expect(email?.condition).toEqual({ StringEquals: { "ses:FromAddress": "shop@example.com" } });
    expect(email?.resources.map((each) => each.slice(each.lastIndexOf(":") + 1))).toEqual([
      "identity/shop@example.com",
      "identity/example.com",
    ]);
  });
});
