import { join } from "node:path";
import type { App } from "aws-cdk-lib";
import type { IEventBus } from "aws-cdk-lib/aws-events";
import { Code } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { loadAndCheck } from "../functions/runtime/check/index.ts";
import { chosen } from "../functions/runtime/chosen.ts";
import { BugleError } from "../functions/runtime/errors.ts";
import type { Loaded } from "../functions/runtime/manifest-files.ts";
import { addStacks, type Stacks } from "./add-stacks.ts";
import { bundle } from "./bundle/bundle.ts";
import { checkConfigs } from "./config-check.ts";
import { entriesOf } from "./entries.ts";
import { readSettings } from "./settings.ts";

/** What else in an app may lean on the systems that were added to it. */
export interface AddedSystems {
  /** Made for an engine on this machine. */
  readonly local: boolean;
  /** Public events of all systems. */
  readonly bus: IEventBus;
  /** Where alarms go; absent where nobody watches. */
  readonly alarms?: ITopic;
  /** By system: where its own events go. */
  readonly topics: ReadonlyMap<string, ITopic>;
}

const added = ({ settings: { local }, platform: { bus, watch }, systems }: Stacks): AddedSystems => ({
  local,
  bus,
  ...(watch && { alarms: watch }),
  topics: new Map([...systems].map(([name, { topic }]) => [name, topic])),
});

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
export async function addSystems(app: App, { functions }: { readonly functions: string }): Promise<AddedSystems> {
  const settings = readSettings(app.node);
  const { manifest: all, configs } = await load(functions);
  const manifest = chosen(all, settings.systems);
  if (settings.handlers === "runner") return added(addStacks(app, { manifest, configs }));
  checkConfigs(all, configs, settings);
  const bundles = await bundle(functions, entriesOf(manifest), join(process.cwd(), ".bugle"));
  try {
    // The app keeps a copy of each folder as soon as its function is made.
    return added(addStacks(app, { manifest, configs, codeOf: (entry) => Code.fromAsset(bundles.of(entry).folder) }));
  } finally {
    await bundles.remove();
  }
}
