import { type Reading, ReportReadings, reading } from "../contracts.ts";
import { DAY, HOUR, MINUTE, windowIdOf } from "./windows.ts";

/** Why one reading of a batch was not taken; `index` is its place in the batch, from 0. */
export interface Refusal {
  readonly index: number;
  readonly code: "metric" | "at" | "value" | "too-late" | "ahead-of-time";
  readonly reason: string;
}

/** How far a device's clock may be ahead. */
export const AHEAD = 5 * MINUTE;

const SHAPES = {
  metric: "metric must begin with a small letter, then 39 small letters, digits or _ at most",
  at: "at must be a time such as 2026-01-31T12:00:00Z",
  value: "value must be a number from -1e9 to 1e9",
} as const;

/** In days, hours or minutes, the longest of which it is a whole number. */
function spoken(milliseconds: number): string {
  const units = [
    ["day", DAY],
    ["hour", HOUR],
    ["minute", MINUTE],
  ] as const;
  const [unit, length] = units.find(([, each]) => milliseconds % each === 0) ?? ["ms", 1];
  const count = milliseconds / length;
  return `${count} ${unit}${unit === "ms" || count === 1 ? "" : "s"}`;
}

interface Terms {
  readonly now: number;
  readonly lateness: number;
}

type Judged = { readonly reading: Reading } | Omit<Refusal, "index">;

function judge(sent: unknown, { now, lateness }: Terms): Judged {
  const { success, data, error } = reading.safeParse(sent);
  if (!success) {
    const field = error.issues[0]?.path[0];
    const code = field === "at" || field === "value" ? field : "metric";
    return { code, reason: SHAPES[code] };
  }
  const at = Date.parse(data.at);
  if (at < now - lateness)
    return { code: "too-late", reason: `it is older than the ${spoken(lateness)} that the device has declared` };
  if (at > now + AHEAD)
    return { code: "ahead-of-time", reason: `it is more than ${spoken(AHEAD)} ahead of the clock here` };
  return { reading: { ...data, at: new Date(at).toISOString() } };
}

/** Judges each reading of a batch on its own. */
export function sift(batch: readonly unknown[], terms: Terms): { taken: Reading[]; refused: Refusal[] } {
  const [taken, refused]: [Reading[], Refusal[]] = [[], []];
  batch.forEach((sent, index) => {
    const judged = judge(sent, terms);
    if ("reading" in judged) taken.push(judged.reading);
    else refused.push({ index, ...judged });
  });
  return { taken, refused };
}

/** One command per hour, since each hour of a device is a stream of its own. */
export const reports = (deviceId: string, fleetId: string, taken: readonly Reading[]): ReportReadings[] =>
  [...Map.groupBy(taken, ({ at }) => windowIdOf(deviceId, Date.parse(at)))].map(
    ([windowId, readings]) => new ReportReadings({ windowId, deviceId, fleetId, readings }),
  );
