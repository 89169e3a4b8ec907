import type { App } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import type { Manifest } from "../functions/runtime/manifest.ts";
import { type Configs, warnOfAbsent } from "./config-check.ts";
import { readSettings, type Settings } from "./settings.ts";
import { dashboardsStack } from "./stacks/dashboards.ts";
import type { CodeOf } from "./stacks/making.ts";
import { type Platform, platformStack } from "./stacks/platform.ts";
import { type SystemData, systemDataStack } from "./stacks/system-data.ts";
import { systemStack } from "./stacks/system-functions.ts";
import { systemOutputs } from "./stacks/system-outputs.ts";

export interface StacksProps {
  readonly manifest: Manifest;
  /** Default none: values are then taken as they are. */
  readonly configs?: Configs;
  /** Default: code that does nothing, for looking at templates. */
  readonly codeOf?: CodeOf;
}

/** What stands in an app once systems are added to it. */
export interface Stacks {
  readonly settings: Settings;
  readonly platform: Platform;
  /** By system. */
  readonly systems: ReadonlyMap<string, SystemData>;
}

const noCode: CodeOf = () => Code.fromInline("exports.handler = async () => {};");

/** On one's own machine the run tells it. */
function warn({ system, stack }: SystemData, configs: Configs, settings: Settings): void {
  const config = configs.get(system.name);
  if (config) warnOfAbsent(stack, system.name, config, settings);
}

/**
 * The whole deployment of one stage: the platform, two stacks per system, one that holds and one that runs, and the dashboards.
 * With handlers run by the dev runner, the second is left out. Throws a BugleError for what would only fail at run time.
 */
export function addStacks(app: App, { manifest, configs = new Map(), codeOf = noCode }: StacksProps): Stacks {
  const settings = readSettings(app.node);
  const platform = platformStack(app, settings);
  const systems = new Map(
    manifest.systems.map((system) => [system.name, systemDataStack(app, system, platform, settings)]),
  );
  for (const data of systems.values()) systemOutputs(data, platform, settings);
  if (settings.handlers === "lambda") {
    const making = { platform, settings, configs, codeOf };
    if (!settings.local) for (const data of systems.values()) warn(data, configs, settings);
    const watched = [...systems.values()].map((data) => systemStack(app, { data, ...making }));
    if (watched.length > 0 && !settings.local) dashboardsStack(app, watched, settings);
  }
  return { settings, platform, systems };
}
