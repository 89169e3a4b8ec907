import type { EdgeContext } from "./edge.ts";
import { isComplete, journey, type Listeners } from "./journey.ts";
import { notFound } from "./problem.ts";

/** Answers the journey of a correlation id as data: the tree, and the entries it is made of. */
export const traceView =
  (listeners: Listeners | undefined) =>
  async (c: EdgeContext): Promise<Response> => {
    const correlationId = c.req.param("correlationId") ?? "";
    const entries = (await c.var.edge.ports.trace?.read(correlationId)) ?? [];
    if (entries.length === 0) throw notFound();
    return c.json({ correlationId, complete: isComplete(entries, listeners), journey: journey(entries), entries });
  };
