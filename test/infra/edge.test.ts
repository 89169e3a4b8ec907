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
