import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Ports } from "../ports.ts";
import { early } from "../relay/early.ts";
import type { Routes } from "../routes.ts";
import type { ClientOptions } from "./clients/options.ts";
import { commandRoad } from "./command-road.ts";
import type { Environment } from "./env.ts";

/** How eager handlers send, in a deployment; its SQS client is left out of other bundles. */
export type EarlyCommands = (
  environment: Environment,
  given: { readonly options?: ClientOptions; readonly sqs?: SQSClient },
) => NonNullable<Ports["early"]>;

export const earlyCommands =
  (routes: Pick<Routes, "commands">): EarlyCommands =>
  (environment, given) =>
    early(routes, commandRoad(environment, given));
