import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadAndCheck } from "../../functions/runtime/check/index.ts";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { copyShop } from "../engine/start-fixture.ts";
import { makeApp, project, type Resource, type StackJson, templates } from "../infra/fixture.ts";
import { follow } from "./steps.ts";

const guide = join(project, "docs/guides/subscriber.md");
const context = { emailFrom: "shop@example.com", "config:commerce": { cardGatewayUrl: "https://cards.example.com" } };
const run = promisify(execFile);

let copy: string;
let functions: string;

/** The commerce system with the real runtime, where a reader of the guide would stand. */
beforeAll(async () => {
  await mkdir(join(project, ".bugle"), { recursive: true });
  copy = await mkdtemp(join(project, ".bugle/guide-"));
  functions = join(copy, "functions");
  copyShop(functions);
  await symlink(join(project, "functions/runtime"), join(functions, "runtime"));
  await mkdir(join(copy, "test/systems/commerce"), { recursive: true });
  await cp(join(project, "test/systems/commerce/samples.ts"), join(copy, "test/systems/commerce/samples.ts"));
  await writeFile(join(copy, "package.json"), '{ "type": "module" }');
  await writeFile(
    join(copy, "tsconfig.json"),
    '{ "extends": "../../tsconfig.json", "include": ["functions", "test"] }',
  );
});

afterAll(() => rm(copy, { recursive: true, force: true }));

const synth = async () => templates(makeApp({ ...(await readManifest(functions)), context }));

/** What one stack has and the other has not, by type. */
const news = (before: StackJson | undefined, after: StackJson | undefined): Map<string, Resource[]> => {
  const more = Object.entries(after?.Resources ?? {}).filter(([id]) => !(id in (before?.Resources ?? {})));
  return Map.groupBy(
    more.map(([, resource]) => resource),
    ({ Type }) => Type,
  );
};

const counts = (resources: Map<string, Resource[]>) =>
  Object.fromEntries([...resources].map(([type, each]) => [type, each.length] as const).sort());

describe("whoever follows the guide", () => {
  let before: Record<string, StackJson>;
  let after: Record<string, StackJson>;

  test("writes two files", async () => {
    before = await synth();
    expect((await follow(guide, copy)).map(({ file }) => file)).toEqual([
      "functions/commerce/send-apology-on-order-cancelled.ts",
      "test/systems/commerce/apology.test.ts",
    ]);
  });

  test("sees them compile", async () => {
    await run(process.execPath, [join(project, "node_modules/typescript/bin/tsc"), "-p", copy]);
  });

  test("sees the test pass", async () => {
    const vitest = join(project, "node_modules/vitest/vitest.mjs");
    const report = join(copy, "report.json");
    const args = ["run", "--root", copy, "--reporter", "json", "--outputFile", report];
    const ended = await run(process.execPath, [vitest, ...args]).catch((error: unknown) => error);
    expect(JSON.parse(await readFile(report, "utf8")), String(ended)).toMatchObject({
      success: true,
      numPassedTests: 2,
    });
  });

  test("finds nothing with bugle check", async () => {
    expect((await loadAndCheck(functions)).findings).toEqual([]);
  });

  test("gets queue, filter, function and role, and changes nothing that was there", async () => {
    after = await synth();
    const data = news(before["Bugle-dev-commerce-data"], after["Bugle-dev-commerce-data"]);
    expect(counts(data)).toEqual({
      "AWS::CloudWatch::Alarm": 2,
      "AWS::SNS::Subscription": 1,
      "AWS::SQS::Queue": 2,
      "AWS::SQS::QueuePolicy": 2,
    });
    const [subscription] = data.get("AWS::SNS::Subscription") ?? [];
    expect(subscription?.Properties["FilterPolicy"]).toEqual({ type: ["OrderCancelled"] });
    const code = news(before["Bugle-dev-commerce"], after["Bugle-dev-commerce"]);
    expect(counts(code)).toEqual({
      "AWS::CloudWatch::Alarm": 1,
      "AWS::IAM::Role": 1,
      "AWS::Lambda::EventSourceMapping": 1,
      "AWS::Lambda::Function": 1,
      "AWS::Logs::LogGroup": 1,
    });
    const keys = JSON.stringify(code.get("AWS::IAM::Role")).match(/commerce\/[\w*/-]+/g);
    expect([...new Set(keys)].sort()).toEqual(["commerce/order/*", "commerce/send-apology-on-order-cancelled/*"]);
    for (const [id, resource] of Object.entries(before["Bugle-dev-commerce-data"]?.Resources ?? {}))
      expect(after["Bugle-dev-commerce-data"]?.Resources[id]).toEqual(resource);
  });

  test("is told of a name that does not fit, in the words of the guide", async () => {
    const [fits, misfit] = ["send-apology-on-order-cancelled.ts", "apology.ts"].map((file) =>
      join(functions, "commerce", file),
    ) as [string, string];
    await rename(fits, misfit);
    const { findings } = await loadAndCheck(functions);
    await rename(misfit, fits);
    const page = await readFile(guide, "utf8");
    expect(findings).toHaveLength(1);
    expect(page).toContain(`${findings[0]?.message}\n→ ${findings[0]?.cure}\n`);
  });
});
