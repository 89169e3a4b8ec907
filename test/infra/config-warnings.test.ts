import { join } from "node:path";
import { expect, test } from "vitest";
import { chosen } from "../../functions/runtime/chosen.ts";
import { readManifest } from "../../functions/runtime/manifest-files.ts";
import { makeApp, project } from "./fixture.ts";

const { manifest: all, configs } = await readManifest(join(project, "functions"));
const manifest = chosen(all, ["telemetry"]);

/** What is warned of in the whole app. */
const warnings = (context: Record<string, unknown>): unknown[] =>
  makeApp({ manifest, configs, context: { emailFrom: "ward@example.com", ...context } })
    .node.findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === "aws:cdk:warning")
    .map(({ data }) => data);

test("a synth warns once of a recommended value that is absent: what is not done, and how to set it", () => {
  expect(warnings({})).toEqual([
    "nobody is written to of an alert: config:telemetry has no alertRecipients. Set it with " +
      `-c config:telemetry='{ "alertRecipients": … }', to an empty value if that is meant. ` +
      "[ack: bugle:config:telemetry:alertRecipients]",
  ]);
});

test.each([
  ["a value", { "config:telemetry": { alertRecipients: ["ward@example.com"] } }],
  ["an empty value, which is meant", { "config:telemetry": '{"alertRecipients":[]}' }],
  ["a run on one's own machine, which tells it itself", { "bugle:local": true }],
])("with %s it does not", (_, context) => {
  expect(warnings(context)).toEqual([]);
});
