import { type ApiRoute, keyedRoutes, overlap } from "../../api-routes.ts";
import type { System } from "../../manifest.ts";
import type { Fault, Rule } from "../finding.ts";

const fileOf = ({ name }: System): string => `${name}/caller-keys.ts`;

/** Headers that operations name and nothing checks, and the other way round: such routes could not be deployed. */
function unchecked(system: System): Fault[] {
  const { api = "", callerKeys: { headers = [] } = {} } = system;
  const asked = new Set(keyedRoutes(system).map(({ key }) => key));
  return [
    ...[...asked]
      .filter((key) => !headers.includes(key))
      .map((key) => ({
        file: api,
        message: `has operations with the key ${key}, and nothing says how it is checked`,
        cure: `say it in ${fileOf(system)}: export default callerKeys({ "${key}": … })`,
      })),
    ...headers
      .filter((header) => !asked.has(header))
      .map((header) => ({
        file: fileOf(system),
        message: `checks the key ${header}, which no operation of the API names`,
        cure: "name it as the `key` of the operations that it opens, or delete the check",
      })),
  ];
}

/** Every API has these beside its own. */
const COMMON: readonly ApiRoute[] = ["/health", "/trace/{correlationId}", "/openapi.json"].map((path) => ({
  method: "GET",
  path,
}));

/** API Gateway decides by method and path alone: what it takes for another route would stand behind the wrong check. */
function hidden(system: System): Fault[] {
  const { api = "", routes = [] } = system;
  return keyedRoutes(system).flatMap(({ key, ...keyed }) => {
    const file = api;
    const name = `${keyed.method} ${keyed.path}`;
    const others = [...COMMON, ...routes].filter((other) => other.key !== key && overlap(keyed, other));
    const wild = /\*|\+\}/.test(keyed.path)
      ? [
          {
            file,
            message: `has the key ${key} for ${name}, which is no single route`,
            cure: "write its path out, part by part",
          },
        ]
      : [];
    const mixed = others.map((other) => ({
      file,
      message: `has the key ${key} for ${name}, where a request may be ${other.method} ${other.path} as well`,
      cure: "give one of the two another path, or both the same key",
    }));
    return [...wild, ...mixed];
  });
}

export const callerKeys: Rule = ({ systems }) => systems.flatMap((system) => [...unchecked(system), ...hidden(system)]);
