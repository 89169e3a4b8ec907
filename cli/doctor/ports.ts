import { realpathSync } from "node:fs";
import { chosenPort } from "../../local/engine/endpoint.ts";
import { portTaken } from "../../local/engine/port-taken.ts";
import { identityAt, isTaken } from "../../local/engine/probe.ts";
import { runIn } from "../../local/engine/run-lock.ts";
import { chosenApiPort, listenApi } from "../../local/runner/api-server.ts";
import { homeOf } from "../../local/runner/home.ts";
import { apiPortBeside } from "../../local/runner/ports.ts";
import type { Look } from "./line.ts";

/** The port of an own engine. Throws LocalError `port-invalid` or `port-taken`. */
export async function enginePort(root: string, env: NodeJS.ProcessEnv): Promise<Look> {
  const port = chosenPort(undefined, env);
  if (!(await isTaken(port))) return { state: "fine", says: `${port} is free` };
  const identity = await identityAt(`http://127.0.0.1:${port}`);
  if (identity?.checkout !== realpathSync(root)) throw portTaken(port, identity);
  return { state: "fine", says: `${port} is held by the engine of this checkout, process ${identity.pid}` };
}

/** The port of the HTTP API, beside an own engine or not. Throws LocalError `api-port-invalid`, `api-port-taken` or `ports-equal`. */
export async function apiPort(root: string, env: NodeJS.ProcessEnv, own: boolean): Promise<Look> {
  const port = own ? apiPortBeside("runner", env) : chosenApiPort(env);
  const { pid, address } = runIn(homeOf(root, env).home) ?? {};
  if (address !== undefined && new URL(address).port === String(port))
    return { state: "fine", says: `${port} is held by the run of this folder, process ${pid}` };
  const api = await listenApi(port);
  await api.close();
  return { state: "fine", says: port === 0 ? "any that is free" : `${port} is free` };
}
