import { listed, type Rule } from "../finding.ts";

export const uniqueContracts: Rule = ({ contracts }) =>
  [...Map.groupBy(contracts, ({ type }) => type)].flatMap(([type, same]) => {
    const files = same.map(({ file }) => file);
    const last = files.at(-1);
    if (files.length < 2 || last === undefined) return [];
    return {
      file: last,
      message: `${type} is declared ${files.length} times: in ${listed(files)}`,
      cure: "rename all but one: contracts are told apart by their name alone; import the other system's instead of repeating it",
    };
  });
