import type { Definition } from "../../../functions/runtime/manifest.ts";
import type { Loaded } from "../../../functions/runtime/manifest-files.ts";
import type { StateDefinition } from "../../../functions/runtime/state.ts";

const NEWER = "Debited";

const withoutNewer = (home: StateDefinition): StateDefinition => ({
  ...home,
  from: home.from.filter(({ type }) => type !== NEWER),
});

function older(definition: Definition): Definition {
  if (definition.is === "projection") return { ...definition, of: withoutNewer(definition.of) };
  if (definition.is === "saga" || !definition.options.state) return definition;
  return { ...definition, options: { ...definition.options, state: withoutNewer(definition.options.state) } };
}

/** The bank before it knew transfers: its code knows neither the command nor the fact. */
export function olderBank(loaded: Loaded): Loaded {
  const systems = loaded.manifest.systems.map((system) => ({
    ...system,
    consumers: system.consumers.map((consumer) => ({
      ...consumer,
      handlers: consumer.handlers.filter(({ name }) => name !== "debit"),
    })),
  }));
  const definitions = new Map([...loaded.definitions].map(([name, definition]) => [name, older(definition)]));
  return { ...loaded, manifest: { systems }, definitions };
}
