import { CfnOutput, type Stack } from "aws-cdk-lib";
import { Construct } from "constructs";
import { httpApi } from "../constructs/http-api.ts";
import { apiPermissions, commandConsumers } from "../permissions/api.ts";
import { apiTimeout } from "../timeouts.ts";
import { consumerFunction } from "./consumer-function.ts";
import { type Making, systemFunction } from "./making.ts";
import { relayFunctions } from "./relay-functions.ts";
import { stageStack } from "./stack.ts";

function api(stack: Stack, making: Making): void {
  const { data, platform, settings } = making;
  const target = systemFunction(stack, "Api", making, {
    kind: "api",
    tells: { queues: commandConsumers(data), traces: true },
    permissions: apiPermissions(data, platform),
    timeout: apiTimeout,
    description: `API of ${data.system.name}`,
  });
  const { url } = httpApi(stack, "Http", target, settings.jwt);
  new CfnOutput(stack, "ApiUrl", { value: url });
}

/** The Lambdas of one system: everything that each deployment of the code replaces. */
export function systemStack(app: Construct, making: Making): Stack {
  const { data, platform, settings } = making;
  const { system } = data;
  const stack = stageStack(app, system.name, settings, `Bugle: the code of ${system.name}`);
  stack.addStackDependency(platform.stack);
  const relays = relayFunctions(stack, making);
  const consumers = new Construct(stack, "Consumers");
  for (const consumer of system.consumers) consumerFunction(consumers, consumer, making);
  // A relay that does not know a new handler's messages yet would set them aside.
  consumers.node.addDependency(relays);
  if (system.api) api(stack, making);
  return stack;
}
