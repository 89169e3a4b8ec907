import * as z from "zod";

const time = z.iso.datetime();
const labels = z.record(z.string(), z.string());

/** What the reads of this API answer. */
export const answers = {
  device: z.object({
    deviceId: z.string(),
    fleetId: z.string(),
    model: z.string(),
    firmware: z.string().describe("As it was registered."),
    rules: z.array(z.record(z.string(), z.unknown())),
    silentAfter: z.int().optional(),
    lateness: z.int(),
    labels,
    registeredAt: time,
  }),
  metrics: z.object({
    interval: z.enum(["minute", "hour", "day"]),
    metric: z.string(),
    points: z.array(
      z.object({
        from: time,
        to: time.describe("Not included."),
        count: z.int(),
        sum: z.string().describe("Exact, in millionths."),
        min: z.number(),
        max: z.number(),
        mean: z.number(),
      }),
    ),
  }),
  alert: z.object({
    incidentId: z.string(),
    deviceId: z.string(),
    kind: z.string().describe("`high`, `low`, `rise` or `silence`."),
    metric: z.string().optional(),
    summary: z.string(),
    labels,
    status: z.enum(["raised", "acknowledged", "closed"]),
    step: z.int().describe("How far it has been escalated, from 1."),
    raisedAt: time,
    acknowledgedBy: z.string().optional(),
    reason: z.string().optional().describe("Why it was closed."),
  }),
};
