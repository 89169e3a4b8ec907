import * as z from "zod";

export const metric = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
/** Exact to a millionth; what is larger is no measurement. */
export const value = z.number().min(-1e9).max(1e9);
export const milliseconds = z.int().min(0);
export const name = z.string().min(1).max(60);
export const labels = z.record(name, z.string().max(200));

/** When a metric is out of bounds; it is back when it has returned by `hysteresis`. Of several of one metric the first counts. */
const rule = z.object({
  metric,
  high: value.optional(),
  low: value.optional(),
  hysteresis: z.number().min(0).max(1e9).default(0),
  /** Largest change, up or down, within `risesWithin` milliseconds, by default a minute. */
  maxRise: z.number().positive().max(1e9).optional(),
  risesWithin: milliseconds.optional(),
});
export type Rule = z.infer<typeof rule>;

/** What is watched of a device. */
export const watched = {
  deviceId: z.string().min(1).max(100),
  rules: z.array(rule).max(20),
  silentAfter: milliseconds.optional(),
  labels,
};
