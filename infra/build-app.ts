import { App } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import type { Manifest } from "../functions/runtime/manifest.ts";
import type { Configs } from "./config-check.ts";
import { readSettings } from "./settings.ts";
import type { CodeOf } from "./stacks/making.ts";
import { platformStack } from "./stacks/platform.ts";
import { systemDataStack } from "./stacks/system-data.ts";
import { systemStack } from "./stacks/system-functions.ts";
import { systemOutputs } from "./stacks/system-outputs.ts";

export interface AppProps {
  readonly manifest: Manifest;
  /** Default none: values are then taken as they are. */
  readonly configs?: Configs;
  /** Beside what the CLI hands over. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Default: code that does nothing, for looking at templates. */
  readonly codeOf?: CodeOf;
  readonly outdir?: string;
}

const noCode: CodeOf = () => Code.fromInline("exports.handler = async () => {};");

/**
 * The whole deployment of one stage: the platform, and two stacks per system, one that holds and one that runs.
 * With handlers run by the dev runner, the second is left out. Throws a BugleError for what would only fail at run time.
 */
export function buildApp({ manifest, configs = new Map(), context = {}, codeOf = noCode, outdir }: AppProps): App {
  const app = new App({ context: { ...context }, analyticsReporting: false, ...(outdir && { outdir }) });
  const settings = readSettings(app.node);
  const platform = platformStack(app, settings);
  for (const system of manifest.systems) {
    const data = systemDataStack(app, system, platform, settings);
    systemOutputs(data, platform, settings);
    if (settings.handlers === "lambda") systemStack(app, { data, platform, settings, configs, codeOf });
  }
  return app;
}
