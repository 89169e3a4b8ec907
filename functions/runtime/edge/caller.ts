import type { EdgeContext, RequestContext } from "./edge.ts";

/** Who sends the request: "local", or whom the authorizer has checked; undefined where there is no authorizer. */
export function callerOf(c: EdgeContext): string | undefined {
  if (c.var.edge.local) return "local";
  const { requestContext } = (c.env ?? {}) as { requestContext?: RequestContext };
  const { jwt, iam } = requestContext?.authorizer ?? {};
  const subject = jwt?.claims?.["sub"];
  return typeof subject === "string" ? subject : iam?.userArn;
}

const TRACE_CONTEXT = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

/** The caller's W3C trace context, if it is valid. */
export function traceparentOf(c: EdgeContext): string | undefined {
  const header = c.req.header("traceparent");
  return header !== undefined && TRACE_CONTEXT.test(header) ? header : undefined;
}
