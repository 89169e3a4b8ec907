import { streamOf } from "./envelope.ts";

/** A key that makes a longer name than tables hold was never written. */
const LONGEST_STREAM = 1_900;

/** The stream of a state's key; undefined if it cannot have been written. */
export function readableStream(
  { system }: { readonly system: string },
  state: { readonly name: string },
  key: string,
): string | undefined {
  const stream = streamOf(system, state.name, key);
  return Buffer.byteLength(stream) <= LONGEST_STREAM ? stream : undefined;
}
