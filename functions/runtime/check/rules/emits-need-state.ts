import { listed, type Rule } from "../finding.ts";
import { optionsOf } from "../landscape.ts";

export const emitsNeedState: Rule = ({ handlers }) =>
  handlers
    .filter((placed) => placed.entry.emits.length > 0 && optionsOf(placed)?.state === undefined)
    .filter(({ definition }) => definition !== undefined)
    .map(({ entry }) => ({
      file: entry.file,
      message: `emits ${listed(entry.emits)} without a state: facts need a home`,
      cure: "give the handler the state that these events change, or send a command instead",
    }));
