import type { Manifest } from "../manifest.ts";
import type { Listeners } from "./journey.ts";

/** Who of one system hears each event, but for those that may pass it over; systems that share a trace join theirs. */
export function listenersOf({ systems }: Manifest, system: string): Listeners {
  const consumers = systems.find(({ name }) => name === system)?.consumers ?? [];
  const heard = consumers
    .filter(({ filter, latest }) => filter !== undefined && !latest)
    .flatMap(({ handlers }) =>
      handlers.flatMap(({ name, receives }) => receives.map((type) => ({ type, by: `${system}/${name}` }))),
    );
  return Object.fromEntries(
    [...Map.groupBy(heard, ({ type }) => type)].map(([type, each]) => [type, each.map(({ by }) => by)]),
  );
}
