import type { Client } from "../load/send/client.ts";
import { chanceOf } from "./chance.ts";

interface Waiting {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A small share of firmware does not take. */
const FAILS = 0.02;

/** What a device says of a command once it has done it, or could not. */
function outcomeOf({ id, type, data }: Waiting, device: string, seed: number, faults: boolean) {
  if (type !== "InstallFirmware") return { status: "done" };
  if (faults && chanceOf(seed)(device, "install", id) < FAILS)
    return { status: "failed", code: "flash-failed", reason: "the image could not be written" };
  return { status: "done", sha256: data["sha256"] };
}

export interface CommandsOptions {
  readonly client: Client;
  readonly device: string;
  readonly key: string;
  readonly seed: number;
  readonly faults: boolean;
}

/** Asks what waits for a device and answers each command; a configuration is answered by reporting it. Gives how many there were. */
export async function answerCommands({ client, device, key, seed, faults }: CommandsOptions): Promise<number> {
  const headers = { "x-device-key": key };
  const path = `/devices/${encodeURIComponent(device)}`;
  const { status, data } = await client({ method: "GET", path: `${path}/commands`, headers });
  const commands = status === 200 ? ((data["commands"] ?? []) as readonly Waiting[]) : [];
  for (const command of commands) {
    const isSettings = command.type === "ConfigureDevice";
    const to = isSettings ? "configuration" : `commands/${encodeURIComponent(command.id)}/outcome`;
    const body = isSettings ? command.data : outcomeOf(command, device, seed, faults);
    await client({ method: "POST", path: `${path}/${to}`, body, headers });
  }
  return commands.length;
}
