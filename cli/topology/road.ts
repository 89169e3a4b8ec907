import { LONGEST_QUEUE_DELAY } from "../../functions/runtime/long-wait.ts";
import type { Consumer } from "../../functions/runtime/manifest.ts";

/** One thing that arrives in a queue, and over what. */
export interface Arrival {
  readonly over: "queue" | "topic" | "bus" | "stream" | "reply" | "timer";
  /** A contract's type; for a stream its kind, for a timer its wait. */
  readonly what: string;
  /** Timers: milliseconds, and what keeps them. */
  readonly within?: number;
  readonly by?: "queue delay" | "scheduler";
}

/** One queue and what leads to it. */
export interface Road {
  readonly queue: string;
  readonly type: "fifo" | "standard";
  readonly deadLetterQueue: string;
  readonly kind: Consumer["kind"];
  readonly filter?: Consumer["filter"];
  readonly arrivals: readonly Arrival[];
  readonly handlers: readonly string[];
}

function filtered({ filter }: Consumer): Arrival[] {
  if (!filter) return [];
  if ("types" in filter) return filter.types.map((what) => ({ over: "topic", what }));
  return filter.streamKinds.map((what) => ({ over: "stream", what }));
}

function sagaArrivals({ filter, fromBus, handlers }: Consumer): Arrival[] {
  const events = [...(filter && "types" in filter ? filter.types : []), ...fromBus];
  const replies = handlers.flatMap(({ receives, sends }) => [
    ...receives.filter((type) => !events.includes(type)),
    ...(sends.length > 0 ? ["Rejection"] : []),
  ]);
  const waits = handlers.flatMap((handler) => Object.entries(handler.waits ?? {}));
  return [
    ...[...new Set(replies)].map((what): Arrival => ({ over: "reply", what })),
    ...waits.map(
      ([what, { within }]): Arrival => ({
        over: "timer",
        what,
        within,
        by: within > LONGEST_QUEUE_DELAY ? "scheduler" : "queue delay",
      }),
    ),
  ];
}

export function roadOf(consumer: Consumer): Road {
  const { name, kind, fifo, filter, fromBus, handlers } = consumer;
  const commands = kind === "state" || kind === "command" ? handlers.flatMap(({ receives }) => receives) : [];
  return {
    queue: name,
    type: fifo ? "fifo" : "standard",
    deadLetterQueue: `${name}-dead-letters`,
    kind,
    ...(filter && { filter }),
    arrivals: [
      ...commands.map((what): Arrival => ({ over: "queue", what })),
      ...filtered(consumer),
      ...fromBus.map((what): Arrival => ({ over: "bus", what })),
      ...(kind === "saga" ? sagaArrivals(consumer) : []),
    ],
    handlers: handlers.map((handler) => `${consumer.system}/${handler.name}`),
  };
}
