import { handlersOf, type Landscape, listenersOf, type Placed, sagaOf, sendersOf } from "./landscape.ts";

function askersOf(landscape: Landscape, { entry }: Placed): Placed[] {
  const { replies } = entry;
  if (replies === undefined) return [];
  return entry.receives
    .flatMap((command) => sendersOf(landscape, command))
    .filter((sender) => sagaOf(sender) && sender.entry.receives.includes(replies));
}

/** Where the messages of a handler go: events to listeners, commands to their handler, replies to the sagas that asked. */
export const stepsOf = (landscape: Landscape) => (from: Placed) => {
  const to = (by: string) => (placed: Placed) => ({ from, by, to: placed });
  return [
    ...from.entry.emits.flatMap((type) => listenersOf(landscape, type).map(to(type))),
    ...from.entry.sends.flatMap((type) => handlersOf(landscape, type).map(to(type))),
    ...askersOf(landscape, from).map(to(from.entry.replies ?? "")),
  ];
};
