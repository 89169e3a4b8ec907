const DAY = 86_400_000;

const closing = (day: string, closesAt: string): string => `${day}T${closesAt}:00.000Z`;

/** The trading day that a time belongs to: from the close on, it is the next. */
export function tradingDay(now: string, closesAt: string): string {
  const today = new Date(now).toISOString().slice(0, 10);
  if (Date.parse(now) < Date.parse(closing(today, closesAt))) return today;
  return new Date(Date.parse(today) + DAY).toISOString().slice(0, 10);
}

/** When a trading day ends. */
export const closeTime = (day: string, closesAt: string): string => closing(day, closesAt);

/** When a trade is settled: whole days later. */
export const settlementTime = (now: string, days: number): string =>
  new Date(Date.parse(now) + days * DAY).toISOString();
