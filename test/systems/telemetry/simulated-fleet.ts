import { simulate } from "../../../functions/runtime/testing/index.ts";
import { deliverable } from "../../../functions/telemetry/api/mailbox.ts";
import {
  AcknowledgeDeviceCommand,
  RegisterDevice,
  ReportConfiguration,
} from "../../../functions/telemetry/contracts.ts";
import type { Mailbox } from "../../../functions/telemetry/domain/mailbox.ts";
import { loadedSystem } from "../loaded.ts";
import { mailConsumers } from "./mail-samples.ts";
import { registration } from "./samples.ts";

const loaded = loadedSystem("telemetry", ...mailConsumers);

const [MINUTE, DAY] = [60_000, 86_400_000];

/** What a device is like: `late` calls so seldom that its commands expire, `twice` says everything twice. */
export type Mood = "good" | "fails" | "silent" | "twice" | "late";

export interface Device {
  readonly deviceId: string;
  readonly mood: Mood;
  /** What runs on it, whoever believes what. */
  version: string;
  /** Every version that was offered to it, in the order of its contacts. */
  readonly offered: string[];
  settings: ReportConfiguration["data"]["settings"];
}

interface Options {
  readonly seed: number;
  readonly faults: number;
  readonly moods: readonly Mood[];
  readonly days?: number;
}

/** Devices at the mailboxes of telemetry in memory: each calls, does one thing after the other, and says how it ended. */
export function simulatedFleet({ seed, faults, moods, days = 6 }: Options) {
  const world = simulate(loaded, { seed, faults, limits: { ids: 4, snapshotEvery: 5, tail: 4, conflicts: 400 } });
  const { scheduler } = world.world;
  const devices = moods.map((mood, i): Device => {
    return { deviceId: `d-${i}`, mood, version: "1.0.0", offered: [], settings: {} };
  });
  /** A device never meets two installs at once, in one look into its mailbox. */
  const doubles: string[] = [];
  const mailboxOf = async ({ deviceId }: Device) =>
    (await world.row("telemetry/device-commands", deviceId)) as Mailbox | undefined;

  const say = ({ deviceId, mood }: Device, commandId: string, said: { status: "done" | "failed"; sha256?: string }) =>
    world.send(new AcknowledgeDeviceCommand({ deviceId, commandId, ...said }), { copies: mood === "twice" ? 2 : 1 });

  async function obey(device: Device, { id, type, data }: ReturnType<typeof deliverable>[number]): Promise<void> {
    const { deviceId, mood } = device;
    const process = { name: deviceId, alive: true };
    if (type === "ConfigureDevice") {
      const configuration = data as Pick<ReportConfiguration["data"], "version" | "settings">;
      device.settings = configuration.settings;
      return void world.send(new ReportConfiguration({ deviceId, ...configuration }));
    }
    if (mood === "late") await scheduler.sleep(process, 2 * DAY);
    if (type === "InstallFirmware" && mood === "fails") return void say(device, id, { status: "failed" });
    if (type !== "InstallFirmware") return void say(device, id, { status: "done" });
    device.version = String(data["version"]);
    say(device, id, { status: "done", sha256: String(data["sha256"]) });
    if (mood === "twice") say(device, id, { status: "done", sha256: String(data["sha256"]) });
  }

  async function live(device: Device): Promise<void> {
    const process = { name: device.deviceId, alive: true };
    const until = scheduler.now() + days * DAY;
    while (scheduler.now() < until) {
      await scheduler.sleep(process, (20 + scheduler.random() * 40) * MINUTE);
      const mailbox = device.mood === "silent" ? undefined : await mailboxOf(device);
      const commands = mailbox ? deliverable(mailbox, scheduler.now()) : [];
      const installs = commands.filter(({ type }) => type === "InstallFirmware");
      if (installs.length > 1) doubles.push(device.deviceId);
      device.offered.push(...installs.map(({ data }) => String(data["version"])));
      for (const command of commands) await obey(device, command);
    }
  }

  return {
    world,
    devices,
    doubles,
    mailboxOf,
    /** All register, and are known. */
    async register() {
      for (const { deviceId } of devices) world.send(new RegisterDevice({ ...registration, deviceId }));
      await world.settle();
    },
    /** From now on devices call, until the days are over. */
    begin() {
      for (const device of devices) void live(device);
    },
  };
}
