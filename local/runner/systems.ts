import { earlyCommands } from "../../functions/runtime/aws/early-commands.ts";
import { consumerEntry } from "../../functions/runtime/aws/entry/consumer.ts";
import type { RelayEntry } from "../../functions/runtime/aws/entry/relay.ts";
import type { Surroundings } from "../../functions/runtime/aws/entry/surroundings.ts";
import { awsServices } from "../../functions/runtime/aws/services.ts";
import type { Consumer } from "../../functions/runtime/manifest.ts";
import type { Loaded } from "../../functions/runtime/manifest-files.ts";
import type { LogLine } from "../../functions/runtime/ports.ts";
import { earlyRoutes, routesOf } from "../../functions/runtime/routes.ts";
import type { LocalAws } from "../deploy/local-aws.ts";
import type { DeployedSystem, Deployment } from "../deploy/outputs.ts";
import type { Clients } from "./clients.ts";

/** What the runner knows when it puts the handlers to work. */
export interface Cloud {
  readonly aws: LocalAws;
  readonly loaded: Loaded;
  readonly deployment: Deployment;
  readonly clients: Clients;
  /** Values that only this run knows, by system: they win over those of the deployment. */
  readonly config: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly log: (line: LogLine) => void;
}

/** A deployed system with all that its entries are given in place of a Lambda's surroundings. */
export interface RunningSystem extends DeployedSystem {
  readonly name: string;
  readonly given: Surroundings;
  readonly relay: RelayEntry;
}

export function systemsOf({ aws, loaded, deployment, clients, config, log }: Cloud): RunningSystem[] {
  const { dynamodb, sqs, sns, eventbridge } = clients;
  return deployment.systems.map(({ environment: deployed, stream }) => {
    const { system } = deployed;
    const environment = { ...deployed, config: { ...deployed.config, ...config[system] } };
    const given = { environment, options: aws, dynamodb, sqs, sns, eventbridge, log };
    const systems = loaded.manifest.systems.filter(({ name }) => name === system);
    return { name: system, environment, stream, given, relay: { routes: routesOf({ systems }), system } };
  });
}

/** The Lambda entry of a consumer, with the code that stands in the folders. */
export function entryOf({ definitions, configs, manifest }: Loaded, consumer: Consumer, given: Surroundings) {
  const own = consumer.handlers.flatMap(({ name }) => definitions.get(`${consumer.system}/${name}`) ?? []);
  const config = configs.get(consumer.system);
  const systems = manifest.systems.filter(({ name }) => name === consumer.system);
  const routes = earlyRoutes(consumer, routesOf({ systems }));
  const early = routes && earlyCommands(routes);
  return consumerEntry({ consumer, definitions: own, config, services: awsServices, early }, given);
}
