import { type APIGatewayProxyResult, handle, type LambdaEvent } from "hono/aws-lambda";
import type { Api } from "../../edge/edge.ts";
import { serveSystem } from "../../edge/serve.ts";
import type { Config } from "../../needs.ts";
import type { Routes } from "../../routes.ts";
import { commandRoad } from "../command-road.ts";
import { lazily } from "../lazily.ts";
import { jsonReport } from "../log.ts";
import { awsPorts } from "../ports.ts";
import { inLambda, type Surroundings } from "./surroundings.ts";

export interface ApiEntry {
  readonly system: string;
  /** The default export of the system's api/index.ts. */
  readonly api: Api;
  readonly routes: Routes;
  /** Taken so that every entry is written alike: an API asks for no outside service, so it reads no setting. */
  readonly config?: Config | undefined;
}

/** The API of one system on the ports of a Lambda. */
export function openApi({ system, api, routes }: ApiEntry, given: Surroundings): Api {
  const { environment, options = {}, dynamodb, log } = given;
  const ports = { ...awsPorts(environment, { ...options, dynamodb, log }), roads: commandRoad(environment, given) };
  return serveSystem({ system, api, routes, ports, local: false, report: jsonReport(environment) });
}

/**
 * The Lambda behind an HTTP API; a GET with `?after=` waits up to 10 s, so give it a timeout above that.
 * The first event throws `invalid-environment` when the deployment does not fit the code.
 */
export function apiEntry(
  entry: ApiEntry,
  given?: Surroundings,
): (event: LambdaEvent) => Promise<APIGatewayProxyResult> {
  const open = lazily(() => handle(openApi(entry, given ?? inLambda())));
  return (event) => open()(event);
}
