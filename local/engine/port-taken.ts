import { LocalError } from "./errors.ts";
import { portHolder } from "./port-holder.ts";
import type { EngineIdentity, Product } from "./probe.ts";

/** The error for a port that something else than this checkout's engine holds; it names the holder where it can be found. */
export function portTaken(port: number, identity: EngineIdentity | undefined): LocalError {
  const useAnother = `use another port: ${portBeside(port)}`;
  if (identity) {
    return new LocalError({
      code: "port-taken",
      message: `Port ${port} is held by the engine of another checkout, ${identity.checkout} (process ${identity.pid}).`,
      help: `Stop Bugle there, or ${useAnother}.`,
    });
  }
  const holder = portHolder(port);
  const who = holder ? `process ${holder.pid} (${shorten(holder.command)})` : "a process this user may not see";
  return new LocalError({
    code: "port-taken",
    message: `Port ${port} is held by ${who}.`,
    help: `Stop it, or ${useAnother}; to run against it on purpose, set AWS_ENDPOINT_URL=http://127.0.0.1:${port}.`,
  });
}

/** The error for a port that an engine of this checkout holds which another run has started, and may be using. */
export function heldByAnotherRun(port: number, pid: number, product: Product): LocalError {
  return new LocalError({
    code: "port-taken",
    message: `Port ${port} is held by the ${product} of another run of this checkout (process ${pid}).`,
    help: `Stop that run, or end what it left with \`kill ${pid}\`, or use another port: ${portBeside(port)}.`,
  });
}

const portBeside = (port: number): string => `BUGLE_PORT=${port === 65_535 ? port - 1 : port + 1}`;

function shorten(command: string): string {
  const line = command.replaceAll(/\s+/g, " ");
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
