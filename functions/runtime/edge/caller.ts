import type { EdgeContext, RequestContext } from "./edge.ts";

const contextOf = (c: EdgeContext): RequestContext =>
  ((c.env ?? {}) as { requestContext?: RequestContext }).requestContext ?? {};

const authorizerOf = (c: EdgeContext) => contextOf(c).authorizer;

/** The route whose check API Gateway has made; `$default` stands for every route without a check of its own. */
export const routeKeyOf = (c: EdgeContext): string => contextOf(c).routeKey ?? "$default";

/** The MQTT client whose message has become this request, vouched for by IoT Core; undefined for what came over HTTP. */
export const thingOf = (c: EdgeContext): string | undefined =>
  (c.env as Partial<EdgeContext["env"]> | undefined)?.thing;

/** Who sends the request: "local", or whom IoT Core or the authorizer has checked; undefined where there is no authorizer, and for a key, which tells no name. */
export function callerOf(c: EdgeContext): string | undefined {
  if (c.var.edge.local) return "local";
  const thing = thingOf(c);
  if (thing !== undefined) return `thing/${thing}`;
  const { jwt, iam } = authorizerOf(c) ?? {};
  const subject = jwt?.claims?.["sub"];
  return typeof subject === "string" ? subject : iam?.userArn;
}

/** How the sender has shown who it is, which is how every caller without a key of its own does. */
export function schemeOf(c: EdgeContext): "jwt" | "iam" | undefined {
  const { jwt, iam } = authorizerOf(c) ?? {};
  return jwt ? "jwt" : iam ? "iam" : undefined;
}

const TRACE_CONTEXT = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

/** The caller's W3C trace context, if it is valid. */
export function traceparentOf(c: EdgeContext): string | undefined {
  const header = c.req.header("traceparent");
  return header !== undefined && TRACE_CONTEXT.test(header) ? header : undefined;
}
