import * as z from "zod";
import type { EdgeContext } from "./edge.ts";
import { isComplete, journey, type Listeners } from "./journey.ts";
import { notFound } from "./problem.ts";

const node = z.looseObject({
  kind: z.string().describe("`request`, a message's kind, or `commit`, `projection`, `at-most-once` for its handling."),
  type: z.string(),
  id: z.string(),
  sentAt: z.iso.datetime(),
  children: z.array(z.record(z.string(), z.unknown())).describe("What came of it, told like the node itself."),
});

export const journeyAnswer = z.object({
  correlationId: z.string(),
  complete: z.boolean().describe("Whether every message of it has been handled."),
  journey: z.array(node),
});

/** Answers the journey of a correlation id as data: the tree, and whether all of it is done. */
export const traceView =
  (listeners: Listeners | undefined) =>
  async (c: EdgeContext): Promise<Response> => {
    const correlationId = c.req.param("correlationId") ?? "";
    const entries = (await c.var.edge.ports.trace?.read(correlationId)) ?? [];
    if (entries.length === 0) throw notFound("journey");
    return c.json({ correlationId, complete: isComplete(entries, listeners), journey: journey(entries) });
  };
