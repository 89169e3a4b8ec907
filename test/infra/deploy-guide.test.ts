import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { checkConfigs } from "../../infra/config-check.ts";
import { CONTEXT_KEYS, readSettings } from "../../infra/settings.ts";
import { makeApp, ofType, project, templates } from "./fixture.ts";
import { runApp } from "./run-app.ts";

const guide = readFileSync(join(project, "docs/guides/deploy-to-aws.md"), "utf8");

/** The guide's shell lines, each as its words. */
const commands = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = ""]) => block.replaceAll("\\\n", " ").split("\n"))
  .map((line) => (line.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/, "$2")));

const cdk = commands
  .filter(([npx, program]) => npx === "npx" && program === "cdk")
  .map(([, , ...args]) => {
    const options = { all: { type: "boolean" }, context: { type: "string", short: "c", multiple: true } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const pairs = (values.context ?? []).map((text) => [
      text.split("=", 1)[0] ?? "",
      text.slice(text.indexOf("=") + 1),
    ]);
    return { command: positionals.join(" "), context: Object.fromEntries(pairs) as Record<string, string> };
  });

const told = cdk.filter(({ command }) => command !== "bootstrap");

test("the guide bootstraps, deploys, looks, and takes down", () => {
  expect(cdk.map(({ command }) => command)).toEqual([
    ...["bootstrap", "deploy", "deploy", "diff", "deploy", "destroy", "deploy", "destroy"],
  ]);
});

const distinct = [...new Map(told.map(({ context }) => [JSON.stringify(context), context])).values()];

test("the app itself, judged by all its rules, takes the first values that the guide deploys with", {
  timeout: 120_000,
}, async () => {
  const out = await mkdtemp(join(tmpdir(), "bugle-guide-"));
  onTestFinished(() => rm(out, { recursive: true, force: true }));
  const [context = {}] = distinct;
  expect(context).toHaveProperty("alarmEmail");
  const { code, stderr } = await runApp({ root: join(project, "functions"), context, out, judged: true });
  expect([code, stderr]).toEqual([0, ""]);
});

test.each(distinct)("the values %j fit the systems, and decide who may call the API", async (context) => {
  const { manifest, configs } = await readManifest(join(project, "functions"));
  const app = makeApp({ manifest, configs, context });
  checkConfigs(manifest, configs, readSettings(app.node));
  const [[, route] = []] = ofType(templates(app)[`Bugle-${context["stage"]}-commerce`], "AWS::ApiGatewayV2::Route");
  expect(route?.Properties["AuthorizationType"]).toBe(context["issuer"] ? "JWT" : "AWS_IAM");
});

test("the guide's table has every key that a deployment takes, and no other", () => {
  const [, table = ""] = /\| key \|[^\n]*\n([\s\S]*?)\n\n/.exec(guide) ?? [];
  const keys = table.split("\n").flatMap((row) => (row.split("|")[1] ?? "").match(/(?<=`)[\w:<>]+(?=`)/g) ?? []);
  const known = CONTEXT_KEYS.filter((key) => !key.startsWith("bugle:"));
  expect(keys.sort()).toEqual([...known, "config:<system>"].sort());
});

test("the guide reads outputs that the stacks have", async () => {
  const { manifest, configs } = await readManifest(join(project, "functions"));
  const stacks = templates(makeApp({ manifest, configs, context: { ...told[0]?.context } }));
  const outputs = Object.values(stacks).flatMap(({ Outputs = {} }) => Object.keys(Outputs));
  expect(outputs).toEqual(expect.arrayContaining(["ApiUrl", "AlarmTopic", "EventsDashboard", "CommandsDashboard"]));
  const read = [...guide.matchAll(/--stack-name (\S+)[^']*OutputKey=='(\w+)'/g)];
  expect(read.map(([, , output]) => output)).toEqual(["ApiUrl", "FailedRecordsBucket"]);
  for (const [, stack = "", output = ""] of read) expect(stacks[stack]?.Outputs).toHaveProperty(output);
});
