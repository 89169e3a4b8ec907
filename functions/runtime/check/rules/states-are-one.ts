import type { StateDefinition } from "../../state.ts";
import { type Fault, listed, type Rule } from "../finding.ts";
import { type Placed, stateOf } from "../landscape.ts";

interface Use {
  readonly placed: Placed;
  readonly state: StateDefinition;
}

const facts = ({ from }: StateDefinition) => from.map(({ type }) => type).sort();

const differ = (a: StateDefinition, b: StateDefinition) => a.key !== b.key || `${facts(a)}` !== `${facts(b)}`;

function faultOf(first: Use, other: Use): Fault | undefined {
  const files = listed([first.placed.entry.file, other.placed.entry.file]);
  const { name } = other.state;
  const { file } = other.placed.entry;
  if (first.placed.system === other.placed.system)
    return differ(first.state, other.state)
      ? {
          file,
          message: `${files} mean two different states by the name ${name}`,
          cure: "import one definition in both, or rename one of the states",
        }
      : undefined;
  return facts(first.state).some((type) => facts(other.state).includes(type))
    ? {
        file,
        message: `${files} use one state, ${name}, in two systems, which have a journal each`,
        cure: `keep it in one system; in ${other.placed.system}, listen to its public events`,
      }
    : undefined;
}

/** States of two systems are the same one if they share name and facts; the name alone may well recur. */
export const statesAreOne: Rule = ({ handlers }) => {
  const uses = handlers.flatMap((placed): Use[] => {
    const state = stateOf(placed);
    return state ? [{ placed, state }] : [];
  });
  return [...Map.groupBy(uses, ({ state }) => state.name).values()].flatMap(([first, ...others]) =>
    others.map((other) => first && faultOf(first, other)).filter((fault) => fault !== undefined),
  );
};
