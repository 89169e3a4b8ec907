import { dynamodbTrace } from "../../functions/runtime/aws/dynamodb-trace.ts";
import { awsPorts } from "../../functions/runtime/aws/ports.ts";
import { awsRoads } from "../../functions/runtime/aws/roads.ts";
import { logOf } from "../engine/engine-process.ts";
import { endpointOf } from "../probes/ask.ts";
import { askInBackground } from "../probes/in-background.ts";
import { allListeners, openApis, type Served } from "./apis.ts";
import { adopt, bringUp, type Up } from "./bring-up.ts";
import { bringEngineUp } from "./engine-up.ts";
import type { BringUp, BringUpOptions, Fetch } from "./ground.ts";
import { followLambdas } from "./lambda-log.ts";

function servedBy({ cloud: { clients }, systems }: Up): Served[] {
  const { sqs, sns } = clients;
  return systems.map(({ name, given: { environment, dynamodb, log }, relay: { routes } }) => ({
    name,
    routes,
    ports: { ...awsPorts(environment, { dynamodb, log }), roads: awsRoads(environment, routes, { sqs, sns }) },
  }));
}

const apisOf = ({ functions, trouble }: BringUpOptions, up: Up): Promise<Fetch> =>
  openApis({ functions, trouble, manifest: up.cloud.loaded.manifest }, servedBy(up));

async function tellOfLambdas({ state, reporter, trouble, closers }: BringUpOptions): Promise<void> {
  closers.add(await followLambdas({ file: logOf(state), log: reporter.log, trouble }));
}

/** The engine, with the app deployed to it; its messages are handled by this process, or by Lambdas inside the engine. */
export const engineGround =
  (handlers: "runner" | "lambda"): BringUp =>
  async (options, lost) => {
    const engine = await bringEngineUp(options, lost);
    if (handlers === "lambda" && engine.kind !== "external") await tellOfLambdas(options);
    let up = await bringUp(options, engine, handlers);
    let apis = await apisOf(options, up);
    const at = endpointOf(engine, options, options.signal);
    options.closers.add(askInBackground({ ...at, lambdas: handlers === "lambda", trouble: options.trouble }));
    const { clients, loaded } = up.cloud;
    return {
      systems: up.systems.map(({ name }) => name),
      fetch: (request) => apis(request),
      trace: dynamodbTrace(clients.dynamodb, up.systems[0]?.environment.tables.trace ?? ""),
      listeners: allListeners(loaded.manifest),
      ...(handlers === "runner" && {
        adopt: async (next) => {
          up = await adopt(options, up, next);
          apis = await apisOf(options, up);
        },
      }),
    };
  };
