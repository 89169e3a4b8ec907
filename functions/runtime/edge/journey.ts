import type { TraceEntry } from "../ports.ts";

/** A request, a message, or the handling of a message, with what came of it. */
export interface JourneyNode {
  /** `request`, a message's kind, or `commit`, `projection`, `at-most-once` for its handling. */
  readonly kind: string;
  readonly type: string;
  readonly id: string;
  /** `system/handler`, or method and path of a request; messages have none. */
  readonly by?: string;
  readonly sentAt: string;
  /** When a command that was sent for later is. */
  readonly due?: string;
  /** When it was answered, a message of many receivers by the last so far; absent while nobody has. */
  readonly handledAt?: string;
  /** From `sentAt` to `handledAt`. */
  readonly ms?: number;
  readonly outcome?: string;
  readonly children: readonly JourneyNode[];
}

/** By event type: the `system/handler` of each subscriber, saga and projection that hears it. */
export type Listeners = Readonly<Record<string, readonly string[]>>;

type Sent = TraceEntry["messages"][number];

const between = (from: string, to: string): number => Date.parse(to) - Date.parse(from);

/** The first handling by each handler, oldest first: a projection may note a repeated event twice. */
function handlings(entries: readonly TraceEntry[]): TraceEntry[] {
  const first = new Map<string, TraceEntry>();
  for (const entry of entries.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))) {
    const key = JSON.stringify([entry.kind, entry.by, entry.id]);
    if (!first.has(key)) first.set(key, entry);
  }
  return [...first.values()];
}

/** The tree of a journey by causation: requests, their commands, who handled each, what that sent, and so on. A hop whose cause left no entry is a root. */
export function journey(entries: readonly TraceEntry[]): JourneyNode[] {
  const all = handlings(entries);
  const byMessage = Map.groupBy(
    all.filter(({ kind }) => kind !== "request"),
    ({ id }) => id,
  );
  const placed = new Set<string>();

  const messageNode = ({ kind, type, id, due }: Sent, sentAt: string): JourneyNode[] => {
    const shown = placed.has(id);
    if (shown && kind !== "cancellation") return [];
    placed.add(id);
    const handled = byMessage.get(id) ?? [];
    const last = handled.at(-1)?.time;
    return [
      {
        kind,
        type,
        id,
        sentAt,
        ...(due !== undefined && { due }),
        ...(last !== undefined && { handledAt: last, ms: between(sentAt, last) }),
        // A cancellation has its command's id: whichever is met first shows the answer to both.
        children: shown ? [] : handled.map(handlingNode),
      },
    ];
  };

  const handlingNode = ({ kind, by, id, type, sent, time, outcome, messages }: TraceEntry): JourneyNode => ({
    kind,
    type,
    id,
    by,
    sentAt: sent,
    handledAt: time,
    ms: between(sent, time),
    outcome,
    children: messages.flatMap((message) => messageNode(message, time)),
  });

  const sent = new Set(all.flatMap(({ messages }) => messages.map(({ id }) => id)));
  const roots = all.filter(({ kind, id }) => kind === "request" || !sent.has(id));
  return roots.map(handlingNode);
}

/**
 * Tells whether every message of a journey has been handled; timers do not count, since most are never needed, nor does what is sent for later.
 * Without `listeners` an event counts as handled once anybody has.
 */
export function isComplete(entries: readonly TraceEntry[], listeners?: Listeners): boolean {
  const handled = Map.groupBy(
    entries.filter(({ kind }) => kind !== "request"),
    ({ id }) => id,
  );
  const isDone = ({ id, kind, type, due }: Sent): boolean => {
    const by = new Set(handled.get(id)?.map((entry) => entry.by));
    if (kind === "event" && listeners) return (listeners[type] ?? []).every((name) => by.has(name));
    return kind === "timer" || due !== undefined || by.size > 0;
  };
  return entries.length > 0 && entries.flatMap(({ messages }) => messages).every(isDone);
}
