import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { LocalError } from "../engine/errors.ts";
import { portHolder } from "../engine/port-holder.ts";

const STANDARD_PORT = 3000;

export interface ApiServer {
  readonly url: string;
  /** Answers requests from now on; before, they get 503. */
  serve(fetch: (request: Request) => Response | Promise<Response>): void;
  close(): Promise<void>;
}

/** The port that BUGLE_API_PORT names, else 3000; 0 takes any free one. Throws LocalError `api-port-invalid`. */
export function chosenApiPort(env: NodeJS.ProcessEnv): number {
  const text = env["BUGLE_API_PORT"]?.trim();
  const port = text ? Number(text) : STANDARD_PORT;
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new LocalError({
    code: "api-port-invalid",
    message: `BUGLE_API_PORT is no port number: ${text}.`,
    help: "Use a number from 1 to 65535, such as BUGLE_API_PORT=3001.",
  });
}

const starting = () => new Response("starting\n", { status: 503, headers: { "retry-after": "1" } });

/** Takes the API's port on 127.0.0.1; throws LocalError `api-port-taken`, which names who holds it. */
export async function listenApi(port: number): Promise<ApiServer> {
  let answer: (request: Request) => Response | Promise<Response> = starting;
  const server = createServer(getRequestListener((request) => answer(request)));
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (fetch) => {
      answer = fetch;
    },
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), 1_000);
      await closed;
      clearTimeout(cut);
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await once(server.listen(port, "127.0.0.1"), "listening");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EADDRINUSE") throw cause;
    const holder = portHolder(port);
    const who = holder ? `process ${holder.pid} (${holder.command.slice(0, 100)})` : "another process";
    throw new LocalError({
      code: "api-port-taken",
      message: `Port ${port}, where the HTTP API would answer, is held by ${who}.`,
      help: `Stop it, or use another port: BUGLE_API_PORT=${port === 65_535 ? port - 1 : port + 1}.`,
      cause,
    });
  }
}
