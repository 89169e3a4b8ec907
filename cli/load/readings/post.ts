import { accepted, type Client } from "../send/client.ts";
import { idempotencyKey } from "../send/idempotency-key.ts";
import { sendInLanes } from "../send/lanes.ts";
import { paced } from "../send/pace.ts";
import { sideBySide } from "../send/side-by-side.ts";
import { sorted } from "../send/sorted.ts";
import { byHours, MOST_READINGS } from "./batch.ts";
import type { Keys } from "./keys.ts";
import { OLDEST, type Reading } from "./reading-row.ts";
import { register } from "./register.ts";
import type { Survey } from "./survey.ts";

/** A reading that was not taken: its place in the request, from 0, and why. */
interface Refusal {
  readonly index: number;
  readonly code: string;
}

export interface PostOptions {
  readonly client: Client;
  readonly signal: AbortSignal;
  readonly survey: Survey;
  readonly keys: Keys;
  readonly fleet: string;
  readonly speed: number;
  /** Told after each request which readings were taken, and the codes of those that were not. */
  readonly onAnswer: (taken: readonly Reading[], refused: readonly Refusal[]) => void;
}

const DAY = 86_400_000;
const AT_ONCE = 8;

/** Long enough for the oldest reading, whole days. */
const latenessFor = (first: number): number =>
  Math.min(OLDEST, DAY * Math.max(2, Math.ceil((Date.now() - first) / DAY) + 1));

function registerAll({ client, survey, fleet }: PostOptions, keys: ReadonlyMap<string, string>): Promise<void> {
  return sideBySide(survey.devices, AT_ONCE, async ([deviceId, { first }]) => {
    const terms = { fleetId: fleet, model: "loaded", firmware: "0", lateness: latenessFor(first) };
    await register(client, { deviceId, ...terms }, keys.get(deviceId) ?? "");
  });
}

/** Registers the devices of a file and posts their readings, in the order of the file per device, devices side by side. */
export async function post(readings: AsyncIterable<Reading>, options: PostOptions): Promise<void> {
  const { client, survey, speed, signal, onAnswer } = options;
  const keys = options.keys.of(survey.devices.keys());
  await registerAll(options, keys);
  const sendBatch = async (device: string, batch: readonly Reading[]) => {
    const body = {
      readings: batch.map(({ metric, at, value }) => ({ metric, at: new Date(at).toISOString(), value })),
    };
    const headers = { "x-device-key": keys.get(device) ?? "", "idempotency-key": idempotencyKey(device, body) };
    const path = `/devices/${encodeURIComponent(device)}/readings`;
    const answer = await client({ method: "POST", path, body, headers, gzip: true });
    const { refused = [] } = answer.data as { refused?: Refusal[] };
    const noneTaken = answer.status === 422 && refused.length > 0;
    if (!noneTaken) accepted(answer, `${device}, lines ${batch[0]?.line} to ${batch.at(-1)?.line},`);
    const places = new Set(refused.map(({ index }) => index));
    onAnswer(noneTaken ? [] : batch.filter((_, index) => !places.has(index)), refused);
  };
  const send = async (device: string, rows: readonly Reading[]) => {
    for (const batch of byHours(rows)) await sendBatch(device, batch);
  };
  const isPaced = Number.isFinite(speed);
  const ordered = isPaced && !survey.chronological ? sorted(readings, (a, b) => a.at - b.at) : readings;
  const due = isPaced ? paced(ordered, speed, signal) : ordered;
  await sendInLanes(due, { laneOf: ({ device }) => device, size: MOST_READINGS, send, atOnce: AT_ONCE });
}
