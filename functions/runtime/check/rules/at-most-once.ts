import { listed, type Rule } from "../finding.ts";
import { optionsOf } from "../landscape.ts";

export const atMostOnce: Rule = ({ handlers }) =>
  handlers.flatMap((placed) => {
    const { file, effect, sends, emits } = placed.entry;
    const options = optionsOf(placed);
    if (effect !== "at-most-once" || !options) return [];
    const kept = [
      ...(options.state ? [`the state ${options.state.name}`] : []),
      ...(emits.length > 0 ? ["`emits`"] : []),
      ...(sends.length > 0 ? ["`sends`"] : []),
    ];
    if (kept.length === 0) return [];
    return {
      file,
      message: `is at-most-once with ${listed(kept)}, but it commits nothing, so all that would be lost`,
      cure: `drop delivery: "at-most-once", or drop ${listed(kept)}`,
    };
  });
