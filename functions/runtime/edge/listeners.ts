import type { Manifest } from "../manifest.ts";
import type { Listeners } from "./journey.ts";

/** Who hears each event within a system: other systems keep traces of their own. */
export function listenersOf({ systems }: Manifest, system: string): Listeners {
  const consumers = systems.find(({ name }) => name === system)?.consumers ?? [];
  const heard = consumers
    .filter(({ kind, filter }) => kind === "projection" || filter !== undefined)
    .flatMap(({ handlers }) =>
      handlers.flatMap(({ name, receives }) => receives.map((type) => ({ type, by: `${system}/${name}` }))),
    );
  return Object.fromEntries(
    [...Map.groupBy(heard, ({ type }) => type)].map(([type, each]) => [type, each.map(({ by }) => by)]),
  );
}
