import { isPace } from "../../rates.ts";
import type { Rule } from "../finding.ts";
import { contractOf, optionsOf } from "../landscape.ts";

export const rates: Rule = (landscape) =>
  landscape.handlers.flatMap((placed) => {
    const { file, effect, receives } = placed.entry;
    const rate = optionsOf(placed)?.rate;
    if (!rate) return [];
    const { limit, per, burst = 1, by } = rate;
    if (effect === "at-most-once")
      return {
        file,
        message: "has a rate and is at-most-once: what had to wait would be lost, since it is acknowledged first",
        cure: 'drop the rate, or delivery: "at-most-once"',
      };
    if (!isPace(rate))
      return {
        file,
        message: `has a rate of ${limit} in ${per} ms with a burst of ${burst}, which lets nothing through, or everything`,
        cure: "give a limit and a time above 0, and a burst of 1 at least",
      };
    const [type = ""] = receives;
    if (by === undefined || contractOf(landscape, type)?.fields.includes(by)) return [];
    return {
      file,
      message: `has a rate by ${by}, which is no field of ${type}: all would share one bucket`,
      cure: `name a field of ${type}, or drop \`by\``,
    };
  });
