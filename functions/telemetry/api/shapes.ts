import * as z from "zod";
import { DEVICE_ID, sha256 } from "../device-shapes.ts";
import { LONGEST_LATENESS } from "../domain/retention.ts";
import { DAY, MINUTE } from "../domain/windows.ts";
import { metric } from "../watch-shapes.ts";

const text = (most: number) => z.string().min(1).max(most);
const value = z.number().min(-1e9).max(1e9);

const rule = z
  .strictObject({
    metric,
    high: value.optional().describe("Above it an incident begins."),
    low: value.optional().describe("Below it an incident begins."),
    hysteresis: z.number().min(0).max(1e9).default(0).describe("How far within bounds a value is back."),
    maxRise: z.number().positive().max(1e9).optional().describe("Largest change, up or down."),
    risesWithin: z
      .int()
      .min(1_000)
      .max(DAY)
      .optional()
      .describe("Milliseconds that `maxRise` is about; default a minute."),
  })
  .refine(({ low, high, hysteresis }) => low === undefined || high === undefined || low + 2 * hysteresis <= high, {
    error: "leaves no value that is back within bounds",
  });

const rules = z
  .array(rule)
  .max(20)
  .refine((all) => new Set(all.map(({ metric }) => metric)).size === all.length, {
    error: "has two rules for one metric",
  });

/** Every crossing carries them, and one commit many crossings. */
const MOST_LABEL_BYTES = 2_000;

const keyHash = sha256
  .optional()
  .describe("SHA-256 of a key that the caller has made, so that the request can be repeated; then none is answered.");

const noticed = {
  silentAfter: z
    .int()
    .min(MINUTE)
    .max(30 * DAY)
    .optional()
    .describe(
      "Milliseconds without a report that are an incident; clocks and queues are not exact enough for less than a minute.",
    ),
  labels: z
    .record(text(60), z.string().max(200))
    .refine((labels) => Buffer.byteLength(JSON.stringify(labels)) <= MOST_LABEL_BYTES, {
      error: `has more than ${MOST_LABEL_BYTES} bytes`,
    })
    .default({})
    .describe("Told with every alert."),
};

const deviceId = text(100).regex(DEVICE_ID, "has one of / \\ % ? #, or is dots alone");

/** What the bodies of this API look like; a field that is not named here is refused. */
export const shapes = {
  device: z.strictObject({
    deviceId,
    fleetId: text(100),
    model: text(60),
    firmware: text(40),
    rules: rules.default([]),
    ...noticed,
    lateness: z
      .int()
      .min(MINUTE)
      .max(LONGEST_LATENESS)
      .default(DAY)
      .describe("How old readings may be when they come, in milliseconds."),
    keyHash,
  }),
  watched: z.strictObject({ rules, ...noticed }),
  key: z.strictObject({ keyHash }),
  readings: z.strictObject({
    readings: z.array(z.unknown()).min(1).describe("At most 1,000 of { metric, at, value }, each judged on its own."),
  }),
  acknowledgement: z.strictObject({ by: text(60) }),
};
