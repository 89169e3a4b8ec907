const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
] as const;

/** Seconds in the largest unit of which there are two; a dash for what is not known. */
export function age(seconds: number | undefined): string {
  if (seconds === undefined) return "–";
  const [unit, size] = UNITS.find(([, size]) => seconds >= 2 * size) ?? ["s", 1];
  return `${Math.max(0, Math.floor(seconds / size))} ${unit}`;
}

/** From one time to another, ISO 8601. */
export const between = (from: string, to: string): string => age((Date.parse(to) - Date.parse(from)) / 1_000);
