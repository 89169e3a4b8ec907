import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { entrySource } from "../../infra/bundle/entry-source.ts";
import { entriesOf } from "../../infra/entries.ts";
import { loadSystems, makeApp, ofType, project, type StackJson, shopContext, templates } from "./fixture.ts";
import { grantsOf } from "./grants.ts";

const tokens = { issuer: "https://id.example.com", audience: "shop" };

const synthesized = async (context: Record<string, unknown> = {}) => {
  const { manifest } = await readManifest(join(project, "functions"));
  return templates(makeApp({ manifest, context: { ...shopContext, ...context } }));
};

const propertiesOf = (stack: StackJson | undefined, type: string) =>
  ofType(stack, type).map(([id, { Properties }]) => ({ id, ...Properties }) as Record<string, unknown>);

const routesOf = (stack: StackJson | undefined) =>
  propertiesOf(stack, "AWS::ApiGatewayV2::Route").map(({ RouteKey, AuthorizationType }) => [
    RouteKey,
    AuthorizationType,
  ]);

const byDevices = [
  "POST /devices/{deviceId}/readings",
  "GET /devices/{deviceId}/commands",
  "POST /devices/{deviceId}/commands/{commandId}/outcome",
  "POST /devices/{deviceId}/configuration",
];

describe("the routes that devices call", () => {
  let stacks: Record<string, StackJson>;
  const telemetry = () => stacks["Bugle-dev-telemetry"];

  beforeAll(async () => {
    stacks = await synthesized();
  });

  test("stand behind the device's key, and all others behind IAM", () => {
    expect(routesOf(telemetry())).toEqual([["$default", "AWS_IAM"], ...byDevices.map((route) => [route, "CUSTOM"])]);
    for (const system of ["commerce", "trading"])
      expect(routesOf(stacks[`Bugle-dev-${system}`])).toEqual([["$default", "AWS_IAM"]]);
  });

  test("lead to the same function as every other route", () => {
    const routes = propertiesOf(telemetry(), "AWS::ApiGatewayV2::Route");
    expect(new Set(routes.map(({ Target }) => JSON.stringify(Target))).size).toBe(1);
    expect(ofType(telemetry(), "AWS::ApiGatewayV2::Integration")).toHaveLength(1);
  });

  test("share one authorizer, which wants the header and remembers its answer for a minute", () => {
    const [authorizer, ...others] = propertiesOf(telemetry(), "AWS::ApiGatewayV2::Authorizer");
    expect(others).toEqual([]);
    expect(authorizer).toMatchObject({
      AuthorizerType: "REQUEST",
      AuthorizerPayloadFormatVersion: "2.0",
      EnableSimpleResponses: true,
      IdentitySource: ["$request.header.x-device-key"],
      AuthorizerResultTtlInSeconds: 60,
    });
    const keyed = propertiesOf(telemetry(), "AWS::ApiGatewayV2::Route").filter(
      ({ AuthorizationType }) => AuthorizationType === "CUSTOM",
    );
    for (const { AuthorizerId } of keyed) expect(AuthorizerId).toEqual({ Ref: authorizer?.["id"] });
  });

  test("ask a function that reads rows of its own system, and may do nothing else", () => {
    expect(grantsOf(stacks, "Bugle-dev-telemetry")["AuthorizerRole"]).toEqual([
      "dynamodb:GetItem Models under telemetry/*",
      "logs:CreateLogStream AuthorizerLogs",
      "logs:PutLogEvents AuthorizerLogs",
    ]);
  });

  test("ask a function that only API Gateway may invoke, and that has an alarm of its own", () => {
    const [[id] = []] = ofType(telemetry(), "AWS::Lambda::Function").filter(([each]) =>
      /^Authorizer[0-9A-F]/.test(each),
    );
    const allowed = propertiesOf(telemetry(), "AWS::Lambda::Permission").filter((each) =>
      JSON.stringify(each["FunctionName"]).includes(`"${id}"`),
    );
    expect(allowed.map(({ Principal, Action }) => [Principal, Action])).toEqual([
      ["apigateway.amazonaws.com", "lambda:InvokeFunction"],
    ]);
    expect(JSON.stringify(allowed[0]?.["SourceArn"])).toMatch(/\/authorizers\//);
    const alarms = ofType(telemetry(), "AWS::CloudWatch::Alarm").map(([each]) => each.slice(0, -8));
    expect(alarms).toContain("AuthorizerErrorsAlarm");
  });
});

test("with an issuer every other route wants a token, and none stands open", async () => {
  const stacks = await synthesized(tokens);
  expect(routesOf(stacks["Bugle-dev-telemetry"])).toEqual([
    ["$default", "JWT"],
    ...byDevices.map((route) => [route, "CUSTOM"]),
  ]);
  const all = Object.values(stacks).flatMap(routesOf);
  expect(all.filter(([, type]) => !["JWT", "CUSTOM"].includes(String(type)))).toEqual([]);
});

const keys = `
  import { callerKeys } from "../runtime/index.ts";
  const check = async ({ key }) => key === "right";
  export default callerKeys({ "x-till-key": check, "x-cook-key": check });
`;
const api = `
  import { api, operation, resource } from "../../runtime/edge/index.ts";
  const answer = (c) => c.json(1);
  export default api(
    resource()
      .get("/tills/:till{[0-9]+}", operation({ summary: "A till", key: "x-till-key" }), answer)
      .put("/dishes/:dish", operation({ summary: "A dish", key: "x-cook-key" }), answer)
      .get("/dishes/:dish", operation({ summary: "A dish" }), answer),
  );
`;

test("each header has an authorizer of its own, and all of them one function, which carries no API", async () => {
  const loaded = await loadSystems({ "shop/caller-keys.ts": keys, "shop/api/index.ts": api });
  const shop = templates(makeApp({ ...loaded, context: shopContext }))["Bugle-dev-shop"];
  expect(routesOf(shop)).toEqual([
    ["$default", "AWS_IAM"],
    ["GET /tills/{till}", "CUSTOM"],
    ["PUT /dishes/{dish}", "CUSTOM"],
  ]);
  const sources = propertiesOf(shop, "AWS::ApiGatewayV2::Authorizer").map(({ IdentitySource }) => IdentitySource);
  expect(sources).toEqual([["$request.header.x-till-key"], ["$request.header.x-cook-key"]]);
  const entry = entriesOf(loaded.manifest).find(({ name }) => name === "shop/authorizer/entry")!;
  const source = entrySource("/functions", entry);
  expect(source).toContain('import keys from "/functions/shop/caller-keys.ts";');
  expect(source).not.toContain("/api/");
});

test("a system without such routes has neither function nor authorizer for them", async () => {
  const loaded = await loadSystems();
  const text = JSON.stringify(templates(makeApp({ ...loaded, context: shopContext })));
  expect(text).not.toContain("uthorizerRole");
  expect(entriesOf(loaded.manifest).map(({ kind }) => kind)).not.toContain("authorizer");
});

test("an engine without HTTP APIs gets no authorizer either", async () => {
  const local = { "bugle:local": "true", stage: "local", "bugle:without": { "http-api": "Toy 1.0 does not know it" } };
  const telemetry = (await synthesized(local))["Bugle-local-telemetry"];
  expect(Object.keys(telemetry?.Resources ?? {}).filter((id) => id.startsWith("Authorizer"))).toEqual([]);
});
