import { listed, type Rule } from "../finding.ts";
import { emittersOf, optionsOf, stateOf } from "../landscape.ts";

/** An event that nobody emits any more may still lie in a journal, so only one that others emit is told. */
export const foldsAreFed: Rule = (landscape) => {
  const seen = new Set<string>();
  return landscape.handlers.flatMap((placed) => {
    const state = optionsOf(placed)?.state;
    if (!state || seen.has(`${placed.system}/${state.name}`)) return [];
    seen.add(`${placed.system}/${state.name}`);
    return state.from.flatMap(({ type }) => {
      const emitters = emittersOf(landscape, type);
      const feeds = emitters.some((each) => each.system === placed.system && stateOf(each)?.name === state.name);
      if (emitters.length === 0 || feeds) return [];
      return {
        file: placed.entry.file,
        message: `the state ${state.name} folds ${type}, but only ${listed(emitters.map(({ entry }) => entry.file))} emits it, into another stream`,
        cure: `take ${type} out of \`from\`: a stream holds what its own handlers emit; a subscriber with this state can react to it`,
      };
    });
  });
};
