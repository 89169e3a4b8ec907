import type { Rule } from "../finding.ts";
import { kindOf, type Placed, stateOf } from "../landscape.ts";

const mentioned = (placed: Placed): string[] => {
  const { receives, emits, sends, replies } = placed.entry;
  const folded = stateOf(placed)?.from.map(({ type }) => type) ?? [];
  return [...new Set([...receives, ...emits, ...sends, ...(replies ? [replies] : []), ...folded])];
};

export const knownContracts: Rule = (landscape) =>
  landscape.handlers.flatMap((placed) =>
    mentioned(placed)
      .filter((type) => kindOf(landscape, type) === undefined)
      .map((type) => ({
        file: placed.entry.file,
        message: `${type} is declared in no system's contracts.ts`,
        cure: `declare and export ${type} in ${placed.system}/contracts.ts, so that every road knows it`,
      })),
  );
