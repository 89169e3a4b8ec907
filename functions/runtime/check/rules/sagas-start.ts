import type { Rule } from "../finding.ts";
import { sagaOf } from "../landscape.ts";

export const sagasStart: Rule = ({ handlers }) =>
  handlers
    .filter((placed) => sagaOf(placed)?.startedBy.length === 0)
    .map(({ entry }) => ({
      file: entry.file,
      message: `the saga ${entry.name} is started by nothing`,
      cure: "name the event that begins it in `startedBy`",
    }));
