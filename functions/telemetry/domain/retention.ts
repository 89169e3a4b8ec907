import { DAY } from "./windows.ts";

/** How late a reading may be at most, whatever its device declares: files of old measurements are loaded too. */
export const LONGEST_LATENESS = 36_525 * DAY;

/**
 * How long what is known of readings is kept after it came; days are kept for ever. A reading that is sent again within `raw` counts once,
 * later than that it counts anew.
 */
export const RETENTION = { raw: 65 * DAY, minute: 35 * DAY, hour: 366 * DAY, day: undefined } as const;
