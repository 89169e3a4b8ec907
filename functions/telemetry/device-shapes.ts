import * as z from "zod";

const id = z.string().min(1).max(100);
const name = z.string().min(1).max(60);
const DAY = 86_400_000;

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "is not a SHA-256 in small hexadecimal digits");
/** What a device's id may be: it stands in paths, which are decoded more than once on their way. */
export const DEVICE_ID = /^(?!\.{1,2}$)[^/\\%?#]+$/;
export const mail = { deviceId: id, commandId: z.string().min(1).max(128) };
/** At most 50 of them, so that a mailbox stays small. */
export const settings = z
  .record(name, z.union([z.string().max(200), z.number(), z.boolean()]))
  .refine((all) => Object.keys(all).length <= 50, "has more than 50 settings");
export type Settings = z.infer<typeof settings>;

/** Number of a configuration; 0 is none of ours. */
export const configuration = { deviceId: id, version: z.int().min(0), settings };

const version = z.string().min(1).max(40);
const url = z.url({ protocol: /^https?$/, error: "is not an address that begins with https: or http:" }).max(500);
export const firmware = { version, sha256, url };
export type Firmware = z.infer<z.ZodObject<typeof firmware>>;
const image = { model: z.string().min(1).max(60), ...firmware };

/** Milliseconds that a command waits for its device; default 7 days. */
export const patience = {
  expiresAfter: z
    .int()
    .min(1_000)
    .max(30 * DAY)
    .optional(),
};
export const deadline = { expiresAt: z.iso.datetime() };

/** What a device says of a command. */
export const outcome = {
  status: z.enum(["done", "failed"]),
  /** Of what was installed, as the device has computed it. */
  sha256: sha256.optional(),
  code: z.string().min(1).max(60).optional(),
  reason: z.string().min(1).max(200).optional(),
};

export const rolloutId = id;
/** An install belongs to a rollout, or to nobody but its device. */
export const install = { ...mail, ...image, rolloutId: rolloutId.optional() };
export const ofRollout = { rolloutId: rolloutId.optional(), version: version.optional() };

/** How the install of a rollout ended on one device; `already-installed`: there was nothing to do. */
const installOutcome = z.enum(["installed", "already-installed", "failed", "expired", "cancelled"]);
export type InstallOutcome = z.infer<typeof installOutcome>;
export const rolloutInstall = {
  rolloutId,
  deviceId: id,
  version,
  outcome: installOutcome,
  /** It had ended so before. */
  instead: installOutcome.optional(),
};

/** Devices of one rollout. */
export const MOST_IN_ROLLOUT = 5_000;
/** What an event still carries of their ids, with room for the rest. */
export const MOST_ID_BYTES = 200_000;
/** As JSON. */
export const bytesOfIds = (devices: readonly string[]): number => Buffer.byteLength(JSON.stringify(devices));
const percent = z.int().min(0).max(100);

/** In shares of the devices of a stage and those before it, percent. */
const health = z.object({ installedAtLeast: percent, failedAtMost: percent });

export const rollout = {
  rolloutId,
  fleetId: id,
  model: image.model,
  to: z.object(firmware),
  /** What a rollback returns to. */
  from: z.object(firmware),
  devices: z
    .array(id)
    .min(1)
    .max(MOST_IN_ROLLOUT)
    .refine((devices) => bytesOfIds(devices) <= MOST_ID_BYTES, `has more than ${MOST_ID_BYTES} bytes`),
  health,
  /** Milliseconds each device has for its install. */
  within: z
    .int()
    .min(60_000)
    .max(7 * DAY),
  onUnhealthy: z.enum(["pause", "roll-back"]),
};

/** Of 1 %, 10 % and 100 %. */
export const stage = z.int().min(1).max(3);
/** Counts what has been decided about a rollout, so that whoever hears it in any order knows the newest. */
const decision = z.int().min(1);
export const decided = { rolloutId, decision };
/** Absent: an operator's, which always counts; else it counts while nothing newer has been decided. */
export const answering = { rolloutId, decision: decision.optional() };
