import type { Rule } from "../finding.ts";
import type { Placed } from "../landscape.ts";
import { kebabOf } from "../naming/words.ts";

const KEBAB = "[a-z\\d]+(?:-[a-z\\d]+)*";

interface Pattern {
  readonly fits: RegExp;
  readonly example: string;
}

function patternOf({ consumer: { kind }, entry: { name, receives } }: Placed): Pattern {
  const contract = kebabOf(receives[0] ?? "");
  if (kind === "projection" || kind === "saga")
    return { fits: new RegExp(`^${name}\\.${kind}\\.ts$`), example: `${name}.${kind}.ts` };
  if (kind === "subscriber")
    return { fits: new RegExp(`^${KEBAB}-on-${contract}\\.ts$`), example: `do-something-on-${contract}.ts` };
  return { fits: new RegExp(`^${contract}\\.ts$`), example: `${contract}.ts` };
}

const WHAT = {
  state: "the handler of a command is named after it",
  command: "the handler of a command is named after it",
  subscriber: "a subscriber's name says what it does, and on which event",
  projection: "a projection's file bears its name",
  saga: "a saga's file bears its name",
} as const;

export const fileNames: Rule = ({ handlers }) =>
  handlers.flatMap((placed) => {
    const { file } = placed.entry;
    const name = file.split("/").at(-1) ?? file;
    const { fits, example } = patternOf(placed);
    if (fits.test(name)) return [];
    return {
      file,
      message: `${name} is no fitting name: ${WHAT[placed.consumer.kind]}`,
      cure: `name it like ${example}`,
    };
  });
