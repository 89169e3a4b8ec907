import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import type { BugleError } from "../errors.ts";
import type { Edge, EdgeEnv } from "./edge.ts";

/** Gives each request its id and writes one line of how it ended, under the route's pattern and never with what was in it. */
export const requestLog = (edge: Edge) =>
  createMiddleware<EdgeEnv>(async (c, next) => {
    const { clock, log } = edge.ports;
    const began = clock.now();
    const id = edge.uuid();
    c.set("edge", edge);
    c.set("requestId", id);
    await next();
    c.header("cache-control", "no-store");
    const { code } = (c.error ?? {}) as Partial<BugleError>;
    log({
      system: edge.system,
      handler: `${c.req.method} ${routePath(c, -1)}`,
      id,
      type: "request",
      correlationid: id,
      outcome: String(c.res.status),
      ...(code !== undefined && { code }),
      ms: clock.now() - began,
    });
  });
