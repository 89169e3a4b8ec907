import type { FirmwareRequested } from "../contracts.ts";

type Request = FirmwareRequested["data"];
type Image = Pick<Request, "model" | "version" | "sha256" | "url">;

interface Reboot {
  readonly commandId: string;
  readonly type: "RebootDevice";
  /** ISO 8601. */
  readonly expiresAt: string;
}

export interface Install {
  readonly commandId: string;
  readonly type: "InstallFirmware";
  readonly expiresAt: string;
  readonly image: Image;
  readonly rolloutId?: string;
}

/** A command that waits for its device. */
export type DeviceCommand = Reboot | Install;

export type End = "done" | "failed" | "expired" | "cancelled";

/** Why a command failed, as its device has told. */
export interface Failure {
  readonly code: string;
  readonly reason: string;
}

/** A command that waits no more; one that was cancelled before it came is known by nothing but its id. */
export interface Ended {
  readonly commandId: string;
  readonly end: End;
  readonly command?: DeviceCommand;
  readonly failure?: Failure;
}

interface Commands {
  readonly pending: readonly DeviceCommand[];
  readonly ended: readonly Ended[];
}

/** A device that says more of a command after so many others is told that it is unknown. */
const MOST_ENDED = 10;

export const asked = <C extends Commands>(current: C, command: DeviceCommand): C => ({
  ...current,
  pending: [...current.pending, command],
});

export function ended<C extends Commands>(current: C, commandId: string, end: End, failure?: Failure): C {
  const command = pendingIn(current, commandId) ?? endedIn(current, commandId)?.command;
  const others = current.ended.filter((each) => each.commandId !== commandId);
  return {
    ...current,
    pending: current.pending.filter((each) => each.commandId !== commandId),
    ended: [
      ...others.slice(1 - MOST_ENDED),
      { commandId, end, ...(command && { command }), ...(failure && { failure }) },
    ],
  };
}

export const pendingIn = ({ pending }: Commands, commandId: string): DeviceCommand | undefined =>
  pending.find((each) => each.commandId === commandId);

export const endedIn = ({ ended }: Commands, commandId: string): Ended | undefined =>
  ended.find((each) => each.commandId === commandId);

/** Whether the command was asked for before, or cancelled before it came. */
export const isKnown = (commands: Commands, commandId: string): boolean =>
  pendingIn(commands, commandId) !== undefined || endedIn(commands, commandId) !== undefined;

export const isUnderWay = ({ pending }: Commands, type: DeviceCommand["type"]): boolean =>
  pending.some((each) => each.type === type);
