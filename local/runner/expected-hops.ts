import type { Consumer, Manifest } from "../../functions/runtime/manifest.ts";
import type { TraceEntry } from "../../functions/runtime/ports.ts";
import { ownerOf } from "../../functions/runtime/envelope.ts";

interface Message {
  readonly id: string;
  readonly kind: string;
  readonly type: string;
}

/** A message's stream: its id begins with that of the stream whose commit made it. */
const ownerOfMessage = ({ id }: Message) => ownerOf(id);

function hears({ filter, fromBus }: Consumer, message: Message): boolean {
  if (fromBus.includes(message.type)) return true;
  if (!filter) return false;
  if ("types" in filter) return filter.types.includes(message.type);
  return filter.streamKinds.includes(ownerOfMessage(message));
}

/** Names, `system/handler`, of all that must handle a message; timers fire when they are moot, so nobody waits for them. */
function handlersOf({ systems }: Manifest, message: Message): string[] {
  const consumers = systems.flatMap((system) => system.consumers);
  if (message.kind === "event")
    return consumers
      .filter((consumer) => hears(consumer, message))
      .flatMap(({ system, handlers, kind }) =>
        handlers
          .filter(({ receives }) => kind === "projection" || receives.includes(message.type))
          .map(({ name }) => `${system}/${name}`),
      );
  if (message.kind !== "command") return [];
  return consumers
    .filter(({ kind }) => kind === "state" || kind === "command")
    .flatMap(({ system, handlers }) =>
      handlers.filter(({ receives }) => receives.includes(message.type)).map(({ name }) => `${system}/${name}`),
    );
}

/** What of a journey is still under way: `Message → system/handler` for each hop not yet in the trace. */
export function missingHops(manifest: Manifest, entries: readonly TraceEntry[]): string[] {
  const seen = new Set(entries.map(({ id, by }) => `${id} ${by}`));
  return entries.flatMap(({ messages }) =>
    messages.flatMap((message) =>
      handlersOf(manifest, message)
        .filter((handler) => !seen.has(`${message.id} ${handler}`))
        .map((handler) => `${message.type} → ${handler}`),
    ),
  );
}
