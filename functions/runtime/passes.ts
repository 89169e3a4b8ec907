import { type Envelope, ownerOf } from "./envelope.ts";
import type { Consumer } from "./manifest.ts";

/** Whether a consumer's filter lets an event of its system's topic into its queue. */
export function passes({ filter }: Consumer, { type, stream = "" }: Envelope): boolean {
  if (!filter) return false;
  return "types" in filter ? filter.types.includes(type) : filter.streamKinds.includes(ownerOf(stream));
}
