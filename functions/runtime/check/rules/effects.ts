import type { Rule } from "../finding.ts";
import { optionsOf } from "../landscape.ts";

export const effects: Rule = ({ handlers }) =>
  handlers.flatMap((placed) => {
    const effect = optionsOf(placed)?.effect;
    if (effect === undefined || placed.entry.needs.length > 0) return [];
    return {
      file: placed.entry.file,
      message: `says effect: "${effect}", but needs no outside service, so there is no effect`,
      cure: "name the outside service in `needs`, or drop `effect`",
    };
  });
