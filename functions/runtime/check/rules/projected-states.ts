import type { Rule } from "../finding.ts";
import { optionsOf, type Placed } from "../landscape.ts";

/** The consumer tells it of handlers whose code is in doubt, the code of handlers merged under another state. */
const decides = (placed: Placed, name: string) => {
  const { kind, state } = placed.consumer;
  if (kind === "projection" || kind === "saga") return false;
  return state?.name === name || optionsOf(placed)?.state?.name === name;
};

export const projectedStates: Rule = ({ handlers }) =>
  handlers.flatMap(({ system, entry, definition }) => {
    if (definition?.is !== "projection") return [];
    const { name } = definition.of;
    if (handlers.some((each) => each.system === system && decides(each, name))) return [];
    return {
      file: entry.file,
      message: `reads the state ${name}, but no handler of ${system} decides on it, so there is no such stream`,
      cure: "give the state to the handler that emits its events, or project a state of this system",
    };
  });
