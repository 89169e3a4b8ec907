import * as z from "zod";
import { firmware, settings, sha256 } from "../device-shapes.ts";

const text = (most: number) => z.string().min(1).max(most);
const DAY = 86_400_000;
const MINUTE = 60_000;
const expiresAfter = z
  .int()
  .min(1_000)
  .max(30 * DAY)
  .optional()
  .describe("Milliseconds that the command waits for its device; default 7 days.");
const percent = z.int().min(0).max(100);
const time = z.iso.datetime();
const numbered = z.object({ version: z.int(), settings });
const count = z.int();

/** What the bodies about devices' commands look like; a field that is not named here is refused. */
export const commandShapes = {
  desired: z.strictObject({ settings }),
  reported: z.strictObject({
    version: z.int().min(0).describe("As it came with the settings; 0: none of ours."),
    settings,
  }),
  reboot: z.strictObject({ expiresAfter }),
  install: z.strictObject({ model: text(60), ...firmware, expiresAfter }),
  outcome: z.strictObject({
    status: z.enum(["done", "failed"]),
    sha256: sha256.optional().describe("An install is done only with it: the hash of what was installed."),
    code: text(60).optional(),
    reason: text(200).optional(),
  }),
  rollout: z.strictObject({
    fleetId: text(100),
    model: text(60),
    to: z.strictObject(firmware),
    from: z.strictObject(firmware).describe("What a rollback returns to."),
    health: z
      .strictObject({ installedAtLeast: percent.default(95), failedAtMost: percent.default(5) })
      .default({ installedAtLeast: 95, failedAtMost: 5 })
      .describe("Percent of the devices reached that a stage must have installed, and may have failed."),
    within: z
      .int()
      .min(MINUTE)
      .max(7 * DAY)
      .default(DAY)
      .describe("Milliseconds that each device has for its install."),
    onUnhealthy: z.enum(["pause", "roll-back"]).default("pause"),
  }),
  reason: z.strictObject({ reason: text(200) }),
};

/** What is answered about them. */
export const commandAnswers = {
  commands: z.object({
    commands: z.array(
      z.object({
        id: z.string(),
        type: z.enum(["ConfigureDevice", "RebootDevice", "InstallFirmware"]),
        data: z.record(z.string(), z.unknown()),
        expiresAt: time.optional().describe("Absent for a configuration, which waits for ever."),
      }),
    ),
  }),
  command: z.object({
    commandId: z.string(),
    status: z.enum(["pending", "done", "failed", "expired", "cancelled"]),
    type: z.string().optional(),
    expiresAt: time.optional(),
    code: z.string().optional().describe("Why it failed."),
    reason: z.string().optional(),
  }),
  configuration: z.object({ desired: numbered.nullable(), reported: numbered.nullable(), converged: z.boolean() }),
  rollout: z.object({
    rolloutId: z.string(),
    status: z.enum(["running", "paused", "completed", "rolling-back", "rolled-back"]),
    reason: z.string().describe("Why it was paused or rolled back."),
    stage: z.int().describe("1 reaches 1 % of the devices, 2 reaches 10 %, 3 all."),
    devices: count,
    asked: count,
    installed: count.describe("Those that had the version before included."),
    failed: count,
    expired: count,
    cancelled: count,
    returned: count.describe("To the version before, after a rollback."),
    fleetId: z.string(),
    model: z.string(),
    from: z.string(),
    to: z.string(),
  }),
};
