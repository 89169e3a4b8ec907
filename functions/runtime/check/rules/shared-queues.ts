import type { StateDefinition } from "../../state.ts";
import { listed, type Rule } from "../finding.ts";
import { optionsOf, type Placed } from "../landscape.ts";

/** What keeps a subscriber from sharing: what it answers must fold into one commit with what its neighbours answer. */
function obstacle(placed: Placed): string | undefined {
  const options = optionsOf(placed);
  if (options?.latest) return "handles the latest event only";
  if (placed.entry.effect === "at-most-once") return "is at-most-once";
  if (options && !options.state) return "has no state";
  if (placed.entry.needs.length > 0) return "has needs";
  return undefined;
}

const nameOf = (state: StateDefinition | undefined): string[] => (state ? [state.name] : []);

export const sharedQueues: Rule = ({ handlers }) =>
  [...Map.groupBy(handlers, ({ consumer }) => consumer)].flatMap(([{ shared, name }, placed]) => {
    if (!shared) return [];
    const cure = "drop `queue`: it then has a queue of its own";
    const alone = placed.flatMap((each) => {
      const why = obstacle(each);
      return why ? [{ file: each.entry.file, message: `names the queue ${name} but ${why}`, cure }] : [];
    });
    const states = [...new Set(placed.flatMap((each) => nameOf(optionsOf(each)?.state)))];
    const file = placed.at(-1)?.entry.file ?? "";
    return [
      ...alone,
      ...(states.length > 1
        ? [{ file, message: `the queue ${name} is shared by the states ${listed(states)}`, cure }]
        : []),
    ];
  });
