import { expect, test } from "vitest";
import { leftOut } from "../../infra/left-out.ts";
import { loadSystems, makeApp, ofType, type StackJson, shopContext, templates } from "./fixture.ts";

const local = { ...shopContext, "bugle:local": "true", stage: "local" };

async function synthesized(without: Readonly<Record<string, string>>, more: Record<string, unknown> = {}) {
  return templates(makeApp({ ...(await loadSystems()), context: { ...local, "bugle:without": without, ...more } }));
}

const count = (stacks: Record<string, StackJson>, type: string): number =>
  Object.values(stacks).flatMap((stack) => ofType(stack, type)).length;

const linesOf = (stacks: Record<string, StackJson>) =>
  JSON.parse(String(stacks["Bugle-local-platform"]?.Outputs?.["LeftOut"]?.Value));

const UNWATCHED = "alarms and dashboards: nobody watches them here";

test("an engine that knows everything gets the archive and the HTTP API, and reads outputs from stack to stack", async () => {
  const stacks = await synthesized({});
  expect(count(stacks, "AWS::Events::Archive")).toBe(1);
  expect(count(stacks, "AWS::ApiGatewayV2::Api")).toBe(1);
  const text = JSON.stringify(stacks);
  expect(text).toContain("Fn::GetStackOutput");
  expect(text).not.toContain("Fn::ImportValue");
  expect(linesOf(stacks)).toEqual([UNWATCHED]);
});

test("what an engine does not know is not asked of it, and each has its reason", async () => {
  const stacks = await synthesized({ archive: "Toy 1.0 does not know it", "http-api": "Toy 1.0 does not know that" });
  expect(count(stacks, "AWS::Events::Archive")).toBe(0);
  expect(count(stacks, "AWS::ApiGatewayV2::Api")).toBe(0);
  expect(count(stacks, "AWS::ApiGatewayV2::Stage")).toBe(0);
  expect(
    Object.keys(stacks["Bugle-local-shop"]?.Resources ?? {}).filter((id) => /^Api[0-9A-F]{8}$/.test(id)),
  ).toHaveLength(1);
  expect(linesOf(stacks)).toEqual([
    "the archive of public events: Toy 1.0 does not know it",
    "the HTTP API in front of Lambdas, which the run serves itself: Toy 1.0 does not know that",
    UNWATCHED,
  ]);
});

test("where outputs cannot be read from stack to stack, they are exported and imported", async () => {
  const stacks = await synthesized({ "stack-outputs": "Toy 1.0 does not know them" });
  const text = JSON.stringify(stacks);
  expect(text).not.toContain("Fn::GetStackOutput");
  const imported = [...text.matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name]) => name);
  const exported = Object.values(stacks).flatMap(({ Outputs = {} }) =>
    Object.values(Outputs).flatMap(({ Export }) => (Export as { Name?: string } | undefined)?.Name ?? []),
  );
  expect(imported.length).toBeGreaterThan(3);
  expect(imported.filter((name) => !exported.includes(name ?? ""))).toEqual([]);
});

test("a run that has no Lambdas does not miss the HTTP API before them", () => {
  const without = { archive: "no", "http-api": "no" };
  expect(leftOut({ local: true, handlers: "runner", without })).toEqual([
    "the archive of public events: no",
    UNWATCHED,
  ]);
});

test("on AWS nothing is left out", () => {
  expect(leftOut({ local: false, handlers: "lambda", without: {} })).toEqual([]);
});
