import { identityOf } from "../../local/contract/identify.ts";
import { openPlace, type PlaceNeeds } from "../../local/contract/place.ts";
import type { RunOptions } from "../../local/contract/run.ts";
import { localAws } from "../../local/deploy/local-aws.ts";
import { chosenEndpoint } from "../../local/engine/endpoint.ts";
import { LocalError } from "../../local/engine/errors.ts";
import { localEndpoint } from "../../local/runner/deployed.ts";
import { misused } from "../failure.ts";
import { project } from "../project.ts";
import { awsTarget } from "./aws.ts";

/** Whose contract is run. */
export interface Target {
  /** Such as `MiniStack 1.5.33 at http://127.0.0.1:4566`. */
  readonly title: string;
  readonly product: string;
  readonly version: string;
  /** Default all of them. */
  readonly sections?: readonly string[] | undefined;
  readonly open: (signal: PlaceNeeds["signal"]) => ReturnType<typeof openPlace>;
  /** Milliseconds that a case may take, where that is another than usual. */
  readonly limit?: RunOptions["limit"];
}

export interface TargetOptions {
  readonly endpoint?: string;
  readonly aws?: true;
  readonly region?: string;
  readonly yesCreateAndDeleteResources?: true;
}

/** Finds whose contract is meant; refuses an endpoint that is not on this machine. */
export async function targetOf(options: TargetOptions): Promise<Target> {
  if (options.aws && options.endpoint !== undefined)
    throw misused("--aws and --endpoint name two places", "Give one of them.");
  if (options.aws) return awsTarget(options);
  if (options.region !== undefined || options.yesCreateAndDeleteResources)
    throw misused("--region and the consent are for --aws alone", "Leave them out, or add --aws.");
  const endpoint =
    options.endpoint === undefined ? await localEndpoint(project, process.env) : loopback(options.endpoint);
  const identity = await identityOf(endpoint);
  if (identity === undefined)
    throw new LocalError({
      code: "endpoint-unhealthy",
      message: `No local cloud that is known answers at ${endpoint}.`,
      help: "Start MiniStack, LocalStack or DynamoDB Local there, or name another address with --endpoint.",
    });
  const { product, version } = identity;
  const aws = localAws(endpoint);
  const title = `${product}${version === "unknown" ? "" : ` ${version}`} at ${endpoint}`;
  return { ...identity, title, open: (signal) => openPlace(aws, { signal }) };
}

function loopback(text: string): string {
  try {
    const endpoint = chosenEndpoint({ AWS_ENDPOINT_URL: text });
    if (endpoint !== undefined) return endpoint;
  } catch (cause) {
    throw misused(
      `${text} is no address on this machine`,
      "Give one such as --endpoint http://127.0.0.1:4566, or use --aws.",
      cause,
    );
  }
  throw misused("--endpoint names nothing", "Give an address such as --endpoint http://127.0.0.1:4566.");
}
