import type { Consumer } from "../../manifest.ts";
import { listed, type Rule } from "../finding.ts";

const ownerOf = ({ kind, state, name }: Consumer) =>
  kind === "saga" ? `the saga ${name}` : state ? `the state ${state.name}` : `the handler ${name}`;

export const streamsHaveOneOwner: Rule = ({ systems }) => {
  const writers = systems.flatMap(({ consumers }) => consumers.filter(({ writes }) => writes !== undefined));
  return [...Map.groupBy(writers, ({ writes }) => writes)].flatMap(([writes, same]) => {
    const owners = [...new Set(same.map(ownerOf))];
    const names = new Set(same.map(({ name }) => name));
    if (owners.length < 2 || names.size < 2) return [];
    return {
      file: same.at(-1)?.handlers[0]?.file ?? "",
      message: `${listed(owners)} write the same streams, ${writes}/…`,
      cure: "rename one of them: a stream is either a state's, a saga's or a stateless handler's",
    };
  });
};
