import type { FirstJourney } from "./journey.ts";

/** By system: what is done first in a run of it. Loaded when wanted. */
export const firstJourneys: Readonly<Record<string, () => Promise<FirstJourney>>> = {
  commerce: async () => (await import("./commerce.ts")).commerce,
  telemetry: async () => (await import("./telemetry.ts")).telemetry,
  trading: async () => (await import("./trading.ts")).trading,
};
