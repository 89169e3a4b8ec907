import type { Consumer } from "./manifest.ts";

const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];

const typesOf = ({ filter }: Consumer) => (filter && "types" in filter ? filter.types : []);

const mayShare = (a: Consumer, b: Consumer): boolean =>
  (a.kind === "state" && b.kind === "state") || (a.shared === true && b.shared === true);

const joined = (a: Consumer, b: Consumer): Consumer => ({
  ...a,
  ...(a.filter && { filter: { types: union(typesOf(a), typesOf(b)) } }),
  fromBus: union(a.fromBus, b.fromBus),
  handlers: [...a.handlers, ...b.handlers],
});

/** Merges the handlers of one state into its one queue, and the subscribers that name the same one. */
export function mergeConsumers(consumers: readonly Consumer[]): Consumer[] {
  const merged = new Map<string, Consumer>();
  for (const consumer of consumers) {
    const other = merged.get(consumer.name);
    const same = other !== undefined && mayShare(other, consumer);
    const key = other && !same ? `${consumer.name}#${merged.size}` : consumer.name;
    merged.set(key, same ? joined(other, consumer) : consumer);
  }
  return [...merged.values()];
}
