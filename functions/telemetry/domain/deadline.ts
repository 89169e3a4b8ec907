const WEEK = 7 * 86_400_000;

/** When a command expires that is asked for `now`; `after` in milliseconds. */
export const deadlineOf = (now: string, after = WEEK): string => new Date(Date.parse(now) + after).toISOString();
