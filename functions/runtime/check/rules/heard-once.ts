import { listed, type Rule } from "../finding.ts";
import { listens, optionsOf } from "../landscape.ts";

/** A stream answers each message once, so a second subscriber on the state would find every event answered. */
export const heardOnce: Rule = ({ handlers }) => {
  const heard = handlers.filter(listens).flatMap((placed) => {
    const state = optionsOf(placed)?.state?.name;
    const { system, entry } = placed;
    return state === undefined ? [] : entry.receives.map((type) => ({ system, state, type, file: entry.file }));
  });
  const same = Map.groupBy(heard, ({ system, state, type }) => [system, state, type].join(" "));
  return [...same.values()].flatMap((all) => {
    const [first, second] = all;
    if (!first || !second) return [];
    const files = listed(all.map(({ file }) => file));
    return {
      file: second.file,
      message: `${files} decide on the state ${first.state} when they hear ${first.type}, so the later would take it for a duplicate`,
      cure: "let one subscriber answer what both would",
    };
  });
};
