import type { Rule } from "../finding.ts";
import { optionsOf } from "../landscape.ts";

export const projectedStates: Rule = ({ handlers }) =>
  handlers.flatMap(({ system, entry, definition }) => {
    if (definition?.is !== "projection") return [];
    const { name } = definition.of;
    if (handlers.some((each) => each.system === system && optionsOf(each)?.state?.name === name)) return [];
    return {
      file: entry.file,
      message: `reads the state ${name}, but no handler of ${system} decides on it, so there is no such stream`,
      cure: "give the state to the handler that emits its events, or project a state of this system",
    };
  });
