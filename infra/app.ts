import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import { AwsSolutionsChecks } from "cdk-nag";
import { loadAndCheck } from "../functions/runtime/check/index.ts";
import { BugleError } from "../functions/runtime/errors.ts";
import type { Loaded } from "../functions/runtime/manifest-files.ts";
import { buildApp } from "./build-app.ts";
import { bundle } from "./bundle/bundle.ts";
import { checkConfigs } from "./config-check.ts";
import { entriesOf } from "./entries.ts";
import { readSettings } from "./settings.ts";

const project = join(import.meta.dirname, "..");

async function load(root: string): Promise<Loaded> {
  const { loaded, findings } = await loadAndCheck(root);
  if (loaded && findings.length === 0) return loaded;
  const list = findings.map(({ rule, file, message, cure }) => `\n  ${file}: ${message} (${rule}); ${cure}`);
  throw new BugleError("check-failed", `the systems break ${findings.length} rules:${list.join("")}`, {
    help: "mend them and synthesize again",
  });
}

async function main(): Promise<void> {
  const { node } = new App({ autoSynth: false });
  const settings = readSettings(node);
  const given: unknown = node.tryGetContext("bugle:functions-root");
  const root = typeof given === "string" ? given : join(project, "functions");
  const { manifest, configs } = await load(root);
  if (settings.handlers === "lambda") checkConfigs(manifest, configs, settings);
  const entries = settings.handlers === "lambda" ? entriesOf(manifest) : [];
  const bundles = entries.length > 0 ? await bundle(root, entries, join(project, ".bugle")) : undefined;
  try {
    const codeOf = bundles && ((entry: string) => Code.fromAsset(bundles.folderOf(entry)));
    const app = buildApp({ manifest, configs, ...(codeOf && { codeOf }) });
    if (!settings.local) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    app.synth();
  } finally {
    await bundles?.remove();
  }
}

try {
  await main();
} catch (error) {
  const { message, help } = error as Partial<BugleError>;
  console.error([message, help].filter(Boolean).join("\n"));
  process.exitCode = 1;
}
