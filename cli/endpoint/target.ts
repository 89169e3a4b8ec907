import { identityOf } from "../../local/contract/identify.ts";
import { openPlace } from "../../local/contract/place.ts";
import { localAws } from "../../local/deploy/local-aws.ts";
import { chosenEndpoint } from "../../local/engine/endpoint.ts";
import { LocalError } from "../../local/engine/errors.ts";
import { localEndpoint } from "../../local/runner/deployed.ts";
import { misused } from "../failure.ts";
import { project } from "../project.ts";
import { awsTarget } from "./aws.ts";
import type { Target, TargetOptions } from "./options.ts";

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
