import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import type { BugleError } from "../functions/runtime/errors.ts";
import { addSystems } from "./add-systems.ts";

const app = new App({ analyticsReporting: false, autoSynth: false });
const given: unknown = app.node.tryGetContext("bugle:functions-root");

try {
  const functions = typeof given === "string" ? given : join(import.meta.dirname, "..", "functions");
  const { local } = await addSystems(app, { functions });
  if (!local) Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  app.synth();
} catch (error) {
  const { message, help } = error as Partial<BugleError>;
  console.error([message, help].filter(Boolean).join("\n"));
  process.exitCode = 1;
}
