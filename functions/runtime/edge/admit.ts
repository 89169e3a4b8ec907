import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import { templateOf } from "../api-routes.ts";
import { routeKeyOf } from "./caller.ts";
import type { EdgeContext, EdgeEnv } from "./edge.ts";
import { notFound, problem } from "./problem.ts";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
const READS = new Set(["GET", "HEAD", "OPTIONS"]);

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);

/** Refuses what a page of another site makes a browser send: anything under a name it has pointed here, and writes under its own. */
function assertSameSite(c: EdgeContext): void {
  const host = c.req.header("host") ?? new URL(c.req.url).host;
  const origin = READS.has(c.req.method) ? undefined : c.req.header("origin");
  if (LOOPBACK.test(host) && (origin === undefined || hostOf(origin) === host.toLowerCase())) return;
  throw problem(403, "foreign-origin", "The request comes from another site", {
    detail: "Call this server by its loopback address, without an Origin or from its own.",
  });
}

function assertReadablePath(c: EdgeContext): void {
  try {
    decodeURIComponent(new URL(c.req.url).pathname);
  } catch (cause) {
    throw problem(400, "path-malformed", "The path cannot be decoded", {
      detail: "Percent-encode the path as UTF-8.",
      cause,
    });
  }
}

/**
 * What was let in by a check of one route must not be answered by another: API Gateway matches a path before it decodes it for the last time,
 * and a URL has its own reading of dots, backslashes and marks.
 */
function assertSameRoute(c: EdgeContext): void {
  const letIn = routeKeyOf(c);
  if (letIn === "$default") return;
  const routes = matchedRoutes(c).filter(({ method }) => method !== "ALL");
  if (routes.length > 0 && routes.every(({ method, path }) => `${method} ${templateOf(path)}` === letIn)) return;
  throw notFound();
}

/** Lets a request in, or throws the problem of one that must not be looked at. */
export const admit = createMiddleware<EdgeEnv>(async (c, next) => {
  assertReadablePath(c);
  assertSameRoute(c);
  if (c.var.edge.local) assertSameSite(c);
  await next();
});
