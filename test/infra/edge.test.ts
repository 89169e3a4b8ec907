import { expect, test } from "vitest";
import { loadSystems, makeApp, ofType, shopContext, templates } from "./fixture.ts";

async function routes(context: Record<string, unknown>) {
  const stacks = templates(makeApp({ ...(await loadSystems()), context: { ...shopContext, ...context } }));
  const shop = stacks["Bugle-dev-shop"];
  const [route] = ofType(shop, "AWS::ApiGatewayV2::Route").map(([, { Properties }]) => Properties);
  const [authorizer] = ofType(shop, "AWS::ApiGatewayV2::Authorizer").map(([, { Properties }]) => Properties);
  return { stacks, route, authorizer };
}

test("callers of an API sign with IAM by default", async () => {
  const { stacks, route } = await routes({});
  expect(route).toMatchObject({ RouteKey: "$default", AuthorizationType: "AWS_IAM" });
  expect(stacks["Bugle-dev-shop"]?.Outputs).toHaveProperty("ApiUrl");
});

test("with an issuer and an audience, callers show a token", async () => {
  const { route, authorizer } = await routes({ issuer: "https://id.example.com", audience: "shop" });
  expect(route).toMatchObject({ RouteKey: "$default", AuthorizationType: "JWT" });
  expect(authorizer?.["JwtConfiguration"]).toEqual({ Audience: ["shop"], Issuer: "https://id.example.com" });
});

test("an API takes a thousand requests a second, and may have runs of its own", async () => {
  const inside = async (context: Record<string, unknown>) => {
    const { stacks } = await routes(context);
    const shop = stacks["Bugle-dev-shop"];
    const [stage] = ofType(shop, "AWS::ApiGatewayV2::Stage").map(([, { Properties }]) => Properties);
    const reserved = ofType(shop, "AWS::Lambda::Function").flatMap(([id, { Properties }]) => {
      const runs = Properties["ReservedConcurrentExecutions"];
      return runs === undefined ? [] : [`${id.slice(0, 3)} ${runs}`];
    });
    return [stage?.["DefaultRouteSettings"], reserved];
  };
  expect(await inside({})).toEqual([{ ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000 }, []]);
  const told = await inside({ apiRate: "5000", apiConcurrency: "300" });
  expect(told).toEqual([{ ThrottlingRateLimit: 5_000, ThrottlingBurstLimit: 10_000 }, ["Api 300"]]);
});

test("a system without an API has no HTTP API", async () => {
  const { stacks } = await routes({});
  expect(ofType(stacks["Bugle-dev-yard"], "AWS::ApiGatewayV2::Api")).toEqual([]);
});

test("a handler that sends emails needs a sender", async () => {
  const { manifest } = await loadSystems();
  expect(() => makeApp({ manifest })).toThrow(
    expect.objectContaining({ code: "no-sender", help: "give one with -c emailFrom=you@your.domain" }),
  );
});
