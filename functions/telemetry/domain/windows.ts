export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A span of event time, epoch milliseconds: from the first to before the last. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** The one window of `size` milliseconds that a time falls in. */
export const tumbling =
  (size: number) =>
  (at: number): Window => {
    const from = Math.floor(at / size) * size;
    return { from, to: from + size };
  };

/** All the windows of `size` that a time falls in, one beginning every `step` milliseconds, oldest first. */
export const sliding =
  (size: number, step: number) =>
  (at: number): Window[] => {
    const last = tumbling(step)(at).from;
    const windows: Window[] = [];
    for (let from = last; from > at - size; from -= step) windows.unshift({ from, to: from + size });
    return windows;
  };

/** How long after its end a window is still being filled; what changes it later is a correction. */
const GRACE = 5 * MINUTE;

const hour = tumbling(HOUR);

/** The hour that `windowId` is about, `deviceId/2026-01-31T12`. */
export const windowIdOf = (deviceId: string, at: number): string =>
  `${deviceId}/${new Date(hour(at).from).toISOString().slice(0, 13)}`;

export const hourOf = (windowId: string): Window => hour(Date.parse(`${windowId.slice(-13)}:00:00.000Z`));

/** Whether a window had been over, grace included, by `now`, ISO 8601. */
export const isOver = ({ to }: Window, now: string): boolean => Date.parse(now) >= to + GRACE;
