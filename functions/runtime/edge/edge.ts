import { type Context, Hono } from "hono";
import type { Keys, Ports, Roads } from "../ports.ts";
import type { Routes } from "../routes.ts";

export interface EdgePorts
  extends Pick<Ports, "journal" | "attempts" | "rates" | "models" | "clock" | "trace" | "log"> {
  readonly keys: Keys;
  readonly roads: Pick<Roads, "send">;
}

/** What one system's HTTP face works with. */
export interface Edge {
  readonly system: string;
  readonly routes: Routes;
  readonly ports: EdgePorts;
  /** Served on this machine: the caller is "local", and writes from other sites are refused. */
  readonly local: boolean;
  readonly uuid: () => string;
}

/** What API Gateway says of a request whose sender it has checked. */
export interface RequestContext {
  /** The route that it has let in: a method and a template, or `$default`. */
  readonly routeKey?: string;
  readonly authorizer?: {
    readonly jwt?: { readonly claims?: Readonly<Record<string, unknown>> };
    readonly iam?: { readonly userArn?: string };
  };
}

export interface EdgeEnv {
  Variables: {
    edge: Edge;
    /** One per request: the correlation id of what it causes. */
    requestId: string;
    /** The body as its schema has read it. */
    body: unknown;
  };
  Bindings: {
    readonly requestContext?: RequestContext;
    /** The MQTT client that IoT Core vouches for; no caller over HTTP can set it. */
    readonly thing?: string;
  };
}

export type EdgeContext = Context<EdgeEnv>;
export type Api = Hono<EdgeEnv>;

/** The routes of one resource, to be chained: `resource().get("/orders/:orderId", …)`. */
export const resource = (): Api => new Hono<EdgeEnv>();

/** A system's HTTP face: the default export of its api/index.ts. */
export function api(...resources: readonly Api[]): Api {
  const all = resource();
  for (const one of resources) all.route("/", one);
  return all;
}

/** A fresh id, for what the edge itself names. */
export const newId = (c: EdgeContext): string => c.var.edge.uuid();
