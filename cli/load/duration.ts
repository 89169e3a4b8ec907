const UNITS: readonly (readonly [milliseconds: number, name: string])[] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
];

/** Milliseconds in the largest unit that they fill, such as `4 d` or `1.5 h`. */
export function duration(milliseconds: number): string {
  const [unit, name] = UNITS.find(([each]) => milliseconds >= each) ?? [1, "ms"];
  return `${Math.round((milliseconds / unit) * 10) / 10} ${name}`;
}
