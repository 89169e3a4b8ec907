import type { Place } from "../place.ts";
import type { Queue } from "./queue.ts";

/** Listens until it is enough or `ms` are over; answers all that functions have told so far, by time. */
export type Listener = (enough: (texts: readonly string[]) => boolean, ms: number) => Promise<readonly string[]>;

interface Told {
  readonly at: number;
  readonly text: string;
}

/** Listens to a queue that functions tell their texts to. */
export function listen(place: Place, queue: Queue): Listener {
  const heard: Told[] = [];
  const texts = () => heard.toSorted((a, b) => a.at - b.at).map(({ text }) => text);
  return async (enough, ms) => {
    await place.until(async () => {
      for (const message of await queue.receive()) {
        heard.push(JSON.parse(message.Body ?? ""));
        await queue.remove(message);
      }
      return enough(texts());
    }, ms);
    return texts();
  };
}
