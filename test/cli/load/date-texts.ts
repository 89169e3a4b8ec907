const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
export const HOUR = 3_600_000;

const SUMMER = [Date.UTC(2021, 2, 14, 7), Date.UTC(2021, 10, 7, 6)] as const;

/** From this instant on New York's clocks show an hour of 2021 for the second time. */
export const SECOND_HOUR = SUMMER[1];

/** Offsets at an instant of 2021. */
export const ZONES = {
  UTC: () => 0,
  "Asia/Kolkata": () => 5.5 * HOUR,
  "America/Bogota": () => -5 * HOUR,
  "America/New_York": (at: number) => (at >= SUMMER[0] && at < SUMMER[1] ? -4 : -5) * HOUR,
};
export type Zone = keyof typeof ZONES;

interface Parts {
  readonly at: number;
  readonly y: number;
  readonly m: number;
  readonly d: number;
  readonly clock: string;
}

const pad = (number: number): string => String(number).padStart(2, "0");

const written = {
  "iso with Z": ({ at }: Parts) => new Date(at).toISOString(),
  "iso with offset": ({ at }: Parts) => `${new Date(at + 2 * HOUR).toISOString().slice(0, 19)}+02:00`,
  "iso, no zone": ({ y, m, d, clock }: Parts) => `${y}-${pad(m)}-${pad(d)}T${clock}`,
  "iso with a space": ({ y, m, d, clock }: Parts) => `${y}-${pad(m)}-${pad(d)} ${clock}`,
  "year first, slashes": ({ y, m, d, clock }: Parts) => `${y}/${m}/${d} ${clock}`,
  "month first": ({ y, m, d, clock }: Parts) => `${m}/${d}/${y} ${clock}`,
  "day first": ({ y, m, d, clock }: Parts) => `${d}/${m}/${y} ${clock}`,
  "day first, dots": ({ y, m, d, clock }: Parts) => `${pad(d)}.${pad(m)}.${y} ${clock}`,
  named: ({ y, m, d, clock }: Parts) => `${MONTHS[m - 1]} ${d} ${y} ${clock}`,
  "named, day first": ({ y, m, d, clock }: Parts) => `${pad(d)}-${MONTHS[m - 1]}-${y} ${clock}`,
  compact: ({ y, m, d, clock }: Parts) => `${y}${pad(m)}${pad(d)}${clock.replaceAll(":", "")}`,
  seconds: ({ at }: Parts) => String(at / 1_000),
  milliseconds: ({ at }: Parts) => String(at),
};

export type Style = keyof typeof written;
export const STYLES = Object.keys(written) as Style[];

/** A time as a file has it: those that name no zone are of the one given. */
export function dateText(at: number, style: Style, zone: Zone): string {
  const shown = new Date(at + ZONES[zone](at));
  const clock = shown.toISOString().slice(11, 19);
  return written[style]({
    ...{ at, clock, y: shown.getUTCFullYear() },
    ...{ m: shown.getUTCMonth() + 1, d: shown.getUTCDate() },
  });
}
