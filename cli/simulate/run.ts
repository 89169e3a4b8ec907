import { join } from "node:path";
import { homeOf } from "../../local/runner/home.ts";
import { misused } from "../failure.ts";
import { openKeys } from "../load/readings/keys.ts";
import { register } from "../load/readings/register.ts";
import { apiUrl } from "../load/send/api-url.ts";
import { accepted, type Client } from "../load/send/client.ts";
import { reachBugle } from "../load/send/reach-bugle.ts";
import { sideBySide } from "../load/send/side-by-side.ts";
import { inSession, type Session } from "../load/session.ts";
import { project } from "../project.ts";
import { counted } from "../status/verdict.ts";
import { answerCommands } from "./commands.ts";
import { deviceName, type Report, reportsOf } from "./fleet.ts";
import { type Counts, countsOf, summaryText } from "./summary.ts";

export interface SimulateOptions {
  readonly count: number;
  readonly seed: number;
  readonly minutes: number;
  readonly from?: string;
  readonly fleet: string;
  readonly faults?: true;
  readonly keyFile?: string;
  readonly url?: string;
  readonly json?: true;
}

const MINUTE = 60_000;
const AT_ONCE = 16;
/** A device asks for its commands every so many minutes. */
const CONTACT = 5;
const DAY = 86_400_000;

interface Answer {
  readonly taken?: number;
  readonly refused?: readonly { readonly code: string }[];
}

function beginning({ from, minutes }: SimulateOptions): number {
  if (from === undefined) return Math.floor(Date.now() / MINUTE - minutes) * MINUTE;
  const time = Date.parse(from);
  if (Number.isNaN(time)) throw misused(`${from} is no time`, "Give it as ISO 8601: --from 2026-05-01T12:00:00Z");
  return Math.floor(time / MINUTE) * MINUTE;
}

async function sendReport(client: Client, { device, readings, fault }: Report, key: string, counts: Counts) {
  const path = `/devices/${encodeURIComponent(device)}/readings`;
  const headers = { "x-device-key": key };
  const answer = await client({ method: "POST", path, body: { readings }, headers, gzip: true });
  const { taken, refused = [] } = answer.data as Answer;
  if (answer.status !== 422) accepted(answer, `a report of ${device}`);
  counts.reports++;
  counts.sent += readings.length;
  counts.accepted += answer.status === 422 ? 0 : (taken ?? readings.length);
  for (const { code } of refused) counts.refused[code] = (counts.refused[code] ?? 0) + 1;
  if (fault) counts.faults[fault] = (counts.faults[fault] ?? 0) + 1;
}

/** Lets a fleet of devices that exist nowhere else report to the API, and prints what became of it. */
export async function simulateDevices(options: SimulateOptions): Promise<void> {
  const { count, seed, minutes, fleet, faults = false, json } = options;
  const url = apiUrl(options.url, { wanted: "that devices could report to" });
  const from = beginning(options);
  const counts = countsOf();
  const names = Array.from({ length: count }, (_, index) => deviceName(index));

  const work = async ({ signal, say, sending }: Session) => {
    const client = await reachBugle({
      url,
      signal,
      onRetry: (status) => (counts.retried[status] = (counts.retried[status] ?? 0) + 1),
    });
    const keys = openKeys(options.keyFile ?? join(homeOf(project, process.env).state, "device-keys.json")).of(names);
    const keyOf = (device: string) => keys.get(device) ?? "";
    await sideBySide(names, AT_ONCE, async (deviceId) => {
      const terms = { fleetId: fleet, model: "simulated", firmware: "1.0.0", lateness: DAY };
      await register(client, { deviceId, ...terms }, keyOf(deviceId));
      counts.devices++;
      sending(counts.devices, count, "devices registered");
    });
    let minute = 0;
    for (const reports of reportsOf({ count, seed, from, minutes, faults })) {
      await sideBySide(reports, AT_ONCE, (report) => sendReport(client, report, keyOf(report.device), counts));
      const calling = names.filter((_, index) => (index + minute) % CONTACT === 0 || minute === minutes - 1);
      await sideBySide(calling, AT_ONCE, async (device) => {
        const answered = await answerCommands({ client, device, key: keyOf(device), seed, faults });
        counts.commands += answered;
      });
      minute++;
      sending(Math.min(minute, minutes), minutes, "minutes simulated");
    }
    say(json ? JSON.stringify(counts, null, 2) : summaryText(counts, url));
  };
  await inSession(work, {
    soFar: () => `${counted(counts.accepted, "reading was", "readings were")} accepted`,
    again: "the same command lets the same devices report again",
  });
}
