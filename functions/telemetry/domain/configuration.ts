import type { ConfigurationReported } from "../contracts.ts";

type Settings = ConfigurationReported["data"]["settings"];

/** Settings under the number of the wish for them; 0: none of ours. */
export interface Numbered {
  readonly version: number;
  readonly settings: Settings;
}

export interface Configuration {
  readonly desired: Numbered | null;
  readonly reported: Numbered | null;
}

export const none: Configuration = { desired: null, reported: null };

const sorted = (settings: Settings): string =>
  JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));

export const sameSettings = (one: Settings, other: Settings): boolean => sorted(one) === sorted(other);

export const same = (one: Numbered | null, other: Numbered | null): boolean =>
  one !== null && other !== null && one.version === other.version && sameSettings(one.settings, other.settings);

/** Whether the device has what is desired, by its own last word. */
export const hasConverged = ({ desired, reported }: Configuration): boolean =>
  desired === null || same(desired, reported);
