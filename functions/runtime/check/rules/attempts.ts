import type { Rule } from "../finding.ts";
import { optionsOf } from "../landscape.ts";

export const attempts: Rule = ({ handlers }) =>
  handlers.flatMap((placed) => {
    const options = optionsOf(placed);
    const { file, needs } = placed.entry;
    if (!options) return [];
    const { state, attempt } = options;
    if (attempt && needs.length === 0)
      return {
        file,
        message: "counts attempts, but needs no outside service that would be given a key",
        cure: "name the outside service in `needs`, or drop `attempt`",
      };
    if (attempt && !state)
      return {
        file,
        message: "counts attempts without a state to count them in",
        cure: "give the handler its state, or drop `attempt`: the message's id makes the key",
      };
    if (!attempt && state && needs.length > 0)
      return {
        file,
        message: `has needs and the state ${state.name}, but no \`attempt\`: every try ever made would share one provider key`,
        cure: "add attempt: (state) => the number of finished attempts in the state",
      };
    return [];
  });
