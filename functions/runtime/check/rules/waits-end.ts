import type { Rule } from "../finding.ts";
import { sagaOf } from "../landscape.ts";

export const waitsEnd: Rule = ({ handlers }) =>
  handlers.flatMap((placed) => {
    const saga = sagaOf(placed);
    const { file } = placed.entry;
    return Object.entries(saga?.waits ?? {}).flatMap(([name, { within }]) => {
      const timed = Number.isFinite(within) && within > 0;
      const hasStep = typeof saga?.steps.timeout?.[name] === "function";
      return [
        ...(timed
          ? []
          : [
              {
                file,
                message: `the wait ${name} never times out: \`within\` is ${within}`,
                cure: "say within how many milliseconds the answer must come",
              },
            ]),
        ...(hasStep
          ? []
          : [
              {
                file,
                message: `the wait ${name} has no timeout step`,
                cure: `add timeout: { ${name}: (state) => … }: what the process does when no answer comes`,
              },
            ]),
      ];
    });
  });
