import type { Rule } from "../finding.ts";
import { optionsOf } from "../landscape.ts";

export const emitsAreFolded: Rule = ({ handlers }) =>
  handlers.flatMap((placed) => {
    const state = optionsOf(placed)?.state;
    if (!state) return [];
    const folded = new Set(state.from.map(({ type }) => type));
    return placed.entry.emits
      .filter((type) => !folded.has(type))
      .map((type) => ({
        file: placed.entry.file,
        message: `emits ${type}, which the state ${state.name} does not fold, so no answer would be committed`,
        cure: `add ${type} to \`from\` of the state ${state.name} and say how it folds`,
      }));
  });
