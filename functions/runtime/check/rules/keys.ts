import type { Rule } from "../finding.ts";
import { contractOf, type Landscape, optionsOf, type Placed, sagaOf } from "../landscape.ts";

/** Replies find their saga by the stream they are sent to, so only what is not a document must carry the key. */
function keyed(landscape: Landscape, placed: Placed): { key: string; what: string; types: string[] } | undefined {
  const saga = sagaOf(placed);
  if (saga) {
    const types = placed.entry.receives.filter((type) => contractOf(landscape, type)?.kind === "event");
    return { key: saga.key, what: `saga ${saga.name}`, types };
  }
  const state = optionsOf(placed)?.state;
  return (
    state && { key: state.key, what: `state ${state.name}`, types: [...placed.entry.receives, ...placed.entry.emits] }
  );
}

export const keys: Rule = (landscape) =>
  landscape.handlers.flatMap((placed) => {
    const { key, what, types } = keyed(landscape, placed) ?? { key: "", what: "", types: [] };
    return [...new Set(types)].flatMap((type) => {
      const contract = contractOf(landscape, type);
      if (!contract || contract.fields.includes(key)) return [];
      return {
        file: placed.entry.file,
        message: `${type} has no field ${key}, which is the key of the ${what}`,
        cure: `add ${key} to ${type} in ${contract.file}, so that its stream can be found`,
      };
    });
  });
