import { counted } from "../status/verdict.ts";

/** What became of a fleet's reports. */
export const countsOf = () => ({
  devices: 0,
  reports: 0,
  /** Readings. */
  sent: 0,
  accepted: 0,
  /** Readings by code. */
  refused: {} as Record<string, number>,
  /** Requests that were sent again, by the status that asked for it. */
  retried: {} as Record<string, number>,
  /** Reports by what was wrong with them. */
  faults: {} as Record<string, number>,
  commands: 0,
});

export type Counts = ReturnType<typeof countsOf>;

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ") || "none";

export const summaryText = (counts: Counts, url: string): string =>
  [
    `${counted(counts.devices, "device")} at ${url}`,
    `  reports   ${counts.reports}`,
    `  faults    ${listed(counts.faults)}`,
    `  readings  ${counts.sent} sent, ${counts.accepted} accepted`,
    `  refused   ${listed(counts.refused)}`,
    `  again     ${listed(counts.retried)}`,
    `  commands  ${counts.commands} answered`,
  ].join("\n");
