import { setTimeout as pause } from "node:timers/promises";
import type { Place } from "./place.ts";

/** Milliseconds to wait for what AWS, spread over many machines, may take much longer to do than one process. */
export const patience = ({ options }: Place, local: number, aws: number): number =>
  options.endpoint === undefined ? aws : local;

/** Waits until AWS has told all its machines of a change, and not at all elsewhere. */
export async function settled(place: Place, ms: number): Promise<void> {
  if (place.options.endpoint === undefined) await pause(ms, undefined, { signal: place.signal });
}
