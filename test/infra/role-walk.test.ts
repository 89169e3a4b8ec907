import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Manifest } from "../../functions/runtime/manifest.ts";
import { type Loaded, readManifest } from "../../functions/runtime/manifest-files.ts";
import { loadSystems, makeApp, ofType, project, type StackJson, shopContext, templates } from "./fixture.ts";
import { grantsOf } from "./grants.ts";
import { recipesFor } from "./recipes.ts";

interface Case {
  readonly of: string;
  readonly load: () => Promise<Loaded>;
  readonly secrets: Readonly<Record<string, readonly string[]>>;
}

const cases: Case[] = [
  { of: "the fixture", load: () => loadSystems(), secrets: { shop: ["/shop/bank-key"] } },
  { of: "the project", load: () => readManifest(join(project, "functions")), secrets: {} },
];

describe.each(cases)("every statement of every role of $of", ({ load, secrets }) => {
  let manifest: Manifest;
  let stacks: Record<string, StackJson>;

  beforeAll(async () => {
    const { manifest: read, configs } = await load();
    manifest = read;
    stacks = templates(makeApp({ manifest, configs, context: shopContext }));
  });

  test("is what its messages declare and the fixed list of its recipe, and nothing more", () => {
    for (const system of manifest.systems)
      expect(grantsOf(stacks, `Bugle-dev-${system.name}`)).toEqual(
        recipesFor(system, { sender: "shop@example.com", secrets }),
      );
  });

  test("belongs to a role of the code, or of the scheduler", () => {
    const code = manifest.systems.map(({ name }) => `Bugle-dev-${name}`);
    const others = Object.keys(stacks).filter((name) => !code.includes(name));
    const roles = others.flatMap((name) => Object.entries(grantsOf(stacks, name)));
    for (const [role, lines] of roles) {
      expect(role).toBe("TimersRole");
      for (const line of lines)
        expect(line).toMatch(/^sqs:SendMessage (?:Consumers\w+|RelayRetry|TimersUndeliverable)Queue$/);
    }
    for (const stack of Object.values(stacks))
      expect([...ofType(stack, "AWS::IAM::Policy"), ...ofType(stack, "AWS::IAM::ManagedPolicy")]).toEqual([]);
  });

  test("names its resources: a star stands only where AWS or a message's id makes the name", () => {
    const lines = Object.keys(stacks).flatMap((name) => Object.values(grantsOf(stacks, name)).flat());
    const wild = lines.map((line) => line.replace(/ (?:under|if) .*/, "")).filter((line) => line.includes("*"));
    const known = [
      /^s3:PutObject FailedRecords\/aws\/lambda\/\*$/,
      /^s3:GetObject FailedRecords\/(?:aws\/lambda|exports\/\w+)\/\*$/,
      /^scheduler:CreateSchedule \S+:schedule\/TimersGroup\/\*$/,
    ];
    expect(wild.length).toBeGreaterThan(0);
    expect(wild.filter((line) => !known.some((each) => each.test(line)))).toEqual([]);
  });
});

test("the walk sees a statement that no recipe has", async () => {
  const stacks = templates(makeApp({ ...(await loadSystems()), context: shopContext }));
  const [[, role] = []] = ofType(stacks["Bugle-dev-yard"], "AWS::IAM::Role");
  const policies = role?.Properties["Policies"] as { PolicyDocument: { Statement: unknown[] } }[] | undefined;
  policies?.[0]?.PolicyDocument.Statement.push({ Effect: "Allow", Action: "dynamodb:Scan", Resource: "*" });
  expect(Object.values(grantsOf(stacks, "Bugle-dev-yard")).flat()).toContain("dynamodb:Scan *");
});
