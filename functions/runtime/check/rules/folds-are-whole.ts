import type { Rule } from "../finding.ts";
import { sagaOf, stateOf } from "../landscape.ts";

/** A fact without a fold, a message without a step: found here, before a message finds it. */
export const foldsAreWhole: Rule = (landscape) => {
  const seen = new Set<string>();
  return landscape.handlers.flatMap((placed) => {
    const { file, receives } = placed.entry;
    const saga = sagaOf(placed);
    if (saga)
      return receives
        .filter((type) => !Object.hasOwn(saga.steps.on, type))
        .map((type) => ({
          file,
          message: `the saga ${saga.name} hears ${type} but has no step for it`,
          cure: `add a step ${type} under \`on\``,
        }));
    const state = stateOf(placed);
    const name = `${placed.system}/${state?.name}`;
    if (!state || seen.has(name)) return [];
    seen.add(name);
    return state.from
      .filter(({ type }) => !Object.hasOwn(state.evolve, type))
      .map(({ type }) => ({
        file,
        message: `the state ${state.name} has ${type} in \`from\` but no fold for it`,
        cure: `add a fold ${type} to the state ${state.name}`,
      }));
  });
};
