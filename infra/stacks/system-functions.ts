import { CfnOutput, type Stack } from "aws-cdk-lib";
import { Construct } from "constructs";
import { keyedRoutes } from "../../functions/runtime/api-routes.ts";
import { alarm } from "../constructs/alarm.ts";
import { httpApi } from "../constructs/http-api.ts";
import { bugleMetric } from "../constructs/metrics.ts";
import { apiPermissions, commandConsumers } from "../permissions/api.ts";
import { apiTimeout } from "../timeouts.ts";
import { authorizerFunction } from "./authorizer-function.ts";
import { consumerFunction } from "./consumer-function.ts";
import type { Watched } from "./dashboards.ts";
import { type Making, systemFunction } from "./making.ts";
import { relayFunctions } from "./relay-functions.ts";
import { stageStack } from "./stack.ts";
import { thingsFunction } from "./things-function.ts";

function api(stack: Stack, making: Making): void {
  const { data, platform, settings } = making;
  const target = systemFunction(stack, "Api", making, {
    kind: "api",
    tells: { queues: commandConsumers(data), traces: true },
    permissions: apiPermissions(data, platform),
    timeout: apiTimeout,
    description: `API of ${data.system.name}`,
    ...(settings.apiConcurrency && { concurrency: settings.apiConcurrency }),
  });
  if (settings.without["http-api"] !== undefined) return;
  const authorizer = authorizerFunction(stack, making);
  const { url } = httpApi(stack, "Http", {
    target,
    watch: platform.watch,
    of: data.system.name,
    rate: settings.apiRate,
    ...(settings.jwt && { jwt: settings.jwt }),
    ...(authorizer && { keyed: { routes: keyedRoutes(data.system), authorizer } }),
  });
  new CfnOutput(stack, "ApiUrl", { value: url });
}

/** Messages that fail are tried again, and some of that is life: for a quarter of an hour on end it is not. */
function watchMessages(stack: Stack, { data, platform, settings }: Making): void {
  const { name } = data.system;
  alarm(stack, "FailingMessagesAlarm", platform.watch, {
    metric: bugleMetric("Failed", { stage: settings.stage, system: name }),
    above: 0,
    periods: 3,
    says: `Messages of ${name} have kept failing for 15 minutes: its logs say at which handler, with which code and where.`,
    runbook: "handler-errors",
  });
}

/** The Lambdas of one system: everything that each deployment of the code replaces. */
export function systemStack(app: Construct, making: Making): Watched {
  const { data, platform, settings } = making;
  const { system } = data;
  const stack = stageStack(app, system.name, settings, `Bugle: the code of ${system.name}`);
  stack.addStackDependency(platform.stack);
  const { scope: relays, relay } = relayFunctions(stack, making);
  const consumers = new Construct(stack, "Consumers");
  for (const consumer of system.consumers) consumerFunction(consumers, consumer, making);
  // A relay that does not know a new handler's messages yet would set them aside.
  consumers.node.addDependency(relays);
  if (system.api) api(stack, making);
  thingsFunction(stack, making);
  watchMessages(stack, making);
  return { data, relay };
}
