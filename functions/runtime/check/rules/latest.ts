import type { Rule } from "../finding.ts";
import { optionsOf, type Placed } from "../landscape.ts";

function obstacle(placed: Placed): string | undefined {
  const options = optionsOf(placed);
  if (options?.state) return `decides on the state ${options.state.name}, which has to hear every event`;
  if (placed.entry.effect === "at-most-once") return "is at-most-once, which remembers no version";
  if (placed.entry.effect === "hold") return "leaves a crash to a person, while newer events would have to go on";
  return undefined;
}

export const latest: Rule = ({ handlers }) =>
  handlers.flatMap((placed) => {
    const why = optionsOf(placed)?.latest ? obstacle(placed) : undefined;
    if (why === undefined) return [];
    return {
      file: placed.entry.file,
      message: `handles the latest event only, but ${why}`,
      cure: "drop `latest`, and handle every event",
    };
  });
