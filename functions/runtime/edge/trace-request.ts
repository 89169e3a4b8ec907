import { routePath } from "hono/route";
import type { Envelope } from "../envelope.ts";
import type { EdgeContext } from "./edge.ts";

/** Notes the request as its journey's first hop; written again for a retry it is the same entry. A trace that cannot be written fails nothing. */
export async function traceRequest(c: EdgeContext, envelopes: readonly Envelope[]): Promise<void> {
  const { time = "", correlationid = "" } = envelopes[0] ?? {};
  const entry = {
    correlationid,
    kind: "request" as const,
    by: `${c.req.method} ${c.req.path}`,
    time,
    id: correlationid,
    type: `${c.req.method} ${routePath(c)}`,
    sent: time,
    outcome: "accepted",
    messages: envelopes.map(({ id, kind, type }) => ({ id, kind, type })),
  };
  await c.var.edge.ports.trace?.write([entry]).catch(() => undefined);
}
