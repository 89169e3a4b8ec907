import { chosenEndpoint, chosenPort } from "../engine/endpoint.ts";
import { LocalError } from "../engine/errors.ts";
import { chosenApiPort } from "./api-server.ts";
import type { Mode } from "./options.ts";

/** The port of the HTTP API; throws LocalError `ports-equal` if the engine of this run is to have the same. */
export function apiPortBeside(mode: Mode, env: NodeJS.ProcessEnv): number {
  const port = chosenApiPort(env);
  if (mode === "memory" || chosenEndpoint(env) !== undefined || chosenPort(undefined, env) !== port) return port;
  throw new LocalError({
    code: "ports-equal",
    message: `The HTTP API and the engine cannot both have port ${port}.`,
    help: `Give one of them another: BUGLE_API_PORT=${port === 65_535 ? port - 1 : port + 1}, or unset BUGLE_PORT.`,
  });
}
