import { type EdgeContext, find } from "../../runtime/edge/index.ts";
import deviceCommands from "../device-commands.projection.ts";
import { type Configuration, hasConverged } from "../domain/configuration.ts";
import type { DeviceCommand } from "../domain/device-command.ts";
import type { Mailbox } from "../domain/mailbox.ts";
import { unknownDevice } from "./known-device.ts";

/** A command as its device gets it. */
export interface Delivered {
  readonly id: string;
  readonly type: "ConfigureDevice" | "RebootDevice" | "InstallFirmware";
  readonly data: Readonly<Record<string, unknown>>;
  /** ISO 8601; absent: it waits for ever. */
  readonly expiresAt?: string;
}

const deliver = (command: DeviceCommand): Delivered => ({
  id: command.commandId,
  type: command.type,
  data: command.type === "InstallFirmware" ? { ...command.image } : {},
  expiresAt: command.expiresAt,
});

/** One command however often the wish was changed: the newest says it all. */
const configure = (configuration: Configuration): Delivered[] => {
  const { desired } = configuration;
  if (!desired || hasConverged(configuration)) return [];
  return [{ id: `configuration-${desired.version}`, type: "ConfigureDevice", data: { ...desired } }];
};

/** What the device has still to do; its configuration comes first. `now` in epoch milliseconds. */
export const deliverable = ({ configuration, pending }: Mailbox, now: number): Delivered[] => [
  ...configure(configuration),
  ...pending.filter(({ expiresAt }) => Date.parse(expiresAt) > now).map(deliver),
];

/** The mailbox of a device; throws the problem `device-unknown`. */
export async function mailboxOf(c: EdgeContext, deviceId: string): Promise<Mailbox> {
  const found = await find(c, deviceCommands, deviceId);
  if (found) return found.row;
  throw unknownDevice();
}
