import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { gatewayApp } from "./app.ts";
import { gatewayError } from "./errors.ts";
import { lateCharges } from "./late-charges.ts";
import { openStore } from "./store.ts";

export type { ListedCharge } from "./history.ts";

export interface CardGatewayOptions {
  /** 0 takes any free port. */
  port: number;
  /** Where its state is kept, as JSON; made if missing, and two gateways must not share one. Default: nowhere. */
  file?: string;
  /** Milliseconds until `tok_late` takes its money; 60,000 by default. */
  lateAfterMs?: number;
}

export interface CardGateway {
  url: string;
  port: number;
  /** Cuts open connections and resolves when all is saved. */
  stop(): Promise<void>;
}

/**
 * Starts a card provider for development on 127.0.0.1 that charges once per idempotency key; with a file it remembers across restarts.
 * Throws `card-gateway-file-corrupt`, `card-gateway-file-unreadable` or `card-gateway-port-taken`, each with `help`.
 */
export async function startCardGateway({ port, file, lateAfterMs = 60_000 }: CardGatewayOptions): Promise<CardGateway> {
  const store = await openStore(file);
  const late = lateCharges(store, lateAfterMs);
  const server = createServer(getRequestListener(gatewayApp(store, late).fetch));
  const bound = await listen(server, port).catch((cause) => {
    late.stop();
    throw cause;
  });
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
      late.stop();
      await store.settled();
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    await once(server.listen(port, "127.0.0.1"), "listening");
    return (server.address() as AddressInfo).port;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EADDRINUSE") throw cause;
    const help = "stop what listens there, or choose another port";
    throw gatewayError("card-gateway-port-taken", `port ${port} is in use`, help, cause);
  }
}
