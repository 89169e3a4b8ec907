import type { Rule } from "../finding.ts";

export const topicsNeedAnApi: Rule = ({ systems }) =>
  systems
    .filter(({ things, api }) => things && api === undefined)
    .map(({ name }) => ({
      file: `${name}/things.ts`,
      message: `says what devices may publish, but ${name} has no API that would take it`,
      cure: "give the system an api/index.ts with these paths, or delete things.ts",
    }));
