import type { Rule } from "../finding.ts";
import { optionsOf, sagaOf } from "../landscape.ts";

export const exhausted: Rule = ({ handlers }) =>
  handlers.flatMap((placed) => {
    const { file } = placed.entry;
    const retry = sagaOf(placed)?.retry ?? optionsOf(placed)?.retry;
    const after = retry?.exhausted ?? "go-on";
    if (after === "go-on" || placed.consumer.kind === "state") return [];
    return {
      file,
      message: `says exhausted: "${after}", but its queue keeps no order that a dead letter could break`,
      cure: "leave it to handlers of a state's commands",
    };
  });
