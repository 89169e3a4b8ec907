import { join } from "node:path";
import type { App } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import { loadAndCheck } from "../functions/runtime/check/index.ts";
import { BugleError } from "../functions/runtime/errors.ts";
import type { Loaded } from "../functions/runtime/manifest-files.ts";
import { addStacks, type Stacks } from "./add-stacks.ts";
import { bundle } from "./bundle/bundle.ts";
import { checkConfigs } from "./config-check.ts";
import { entriesOf } from "./entries.ts";
import { readSettings } from "./settings.ts";

async function load(functions: string): Promise<Loaded> {
  const { loaded, findings } = await loadAndCheck(functions);
  if (loaded && findings.length === 0) return loaded;
  const list = findings.map(({ rule, file, message, cure }) => `\n  ${file}: ${message} (${rule}); ${cure}`);
  throw new BugleError("check-failed", `the systems break ${findings.length} rules:${list.join("")}`, {
    help: "mend them and synthesize again",
  });
}

/**
 * Adds the stacks of all systems in a folder to an app: reads and checks them, bundles their Lambdas, and derives everything else.
 * What a stage is told comes from the app's context. Throws a BugleError such as `check-failed`, `context-invalid`, `bundle-failed`.
 */
export async function addSystems(app: App, { functions }: { readonly functions: string }): Promise<Stacks> {
  const settings = readSettings(app.node);
  const { manifest, configs } = await load(functions);
  if (settings.handlers === "runner") return addStacks(app, { manifest, configs });
  checkConfigs(manifest, configs, settings);
  const bundles = await bundle(functions, entriesOf(manifest), join(process.cwd(), ".bugle"));
  try {
    // The app keeps a copy of each folder as soon as its function is made.
    return addStacks(app, { manifest, configs, codeOf: (entry) => Code.fromAsset(bundles.of(entry).folder) });
  } finally {
    await bundles.remove();
  }
}
