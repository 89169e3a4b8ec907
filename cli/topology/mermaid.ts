import type { Topology } from "./topology-of.ts";

interface Node {
  readonly id: string;
  readonly system: string;
  readonly shape: string;
}

const SHAPES = {
  command: ["[/", "/]"],
  event: ["([", "])"],
  document: [">", "]"],
  state: ["[", "]"],
  subscriber: ["[[", "]]"],
  saga: ["{{", "}}"],
  projection: ["[(", ")]"],
  api: ["((", "))"],
} as const;

const idOf = (what: "say" | "do", name: string) => `${what}_${name.replaceAll(/[^A-Za-z\d]/g, "_")}`;

function node(kind: keyof typeof SHAPES, id: string, system: string, label: string): Node {
  const [open, close] = SHAPES[kind];
  return { id, system, shape: `${id}${open}"${label}"${close}` };
}

function nodesOf({ systems }: Topology): Node[] {
  return systems.flatMap(({ name: system, contracts, roads }) => {
    const doers = roads.flatMap(({ kind, handlers }) =>
      handlers.map((name) =>
        node(kind === "command" ? "state" : kind, idOf("do", name), system, name.slice(system.length + 1)),
      ),
    );
    const said = contracts.map(({ kind, type }) => node(kind, idOf("say", type), system, type));
    return [...said, ...doers, node("api", idOf("do", `${system}/api`), system, "api")];
  });
}

const edgesOf = ({ systems }: Topology): [from: string, to: string][] =>
  systems
    .flatMap(({ contracts }) => contracts)
    .flatMap(({ type, from, to }) => [
      ...from.map((name): [string, string] => [idOf("do", name), idOf("say", type)]),
      ...to.map((name): [string, string] => [idOf("say", type), idOf("do", name)]),
    ]);

/**
 * A mermaid flowchart: commands are slanted, events round, documents flags; handlers are boxes, subscribers boxes with
 * sides, sagas hexagons, projections drums. With `only`, that system and what touches it.
 */
export function asMermaid(topology: Topology, only?: string): string {
  const nodes = nodesOf(topology);
  const own = new Set(nodes.filter(({ system }) => only === undefined || system === only).map(({ id }) => id));
  const edges = edgesOf(topology).filter((ends) => ends.some((id) => own.has(id)));
  const touched = new Set(edges.flat());
  const isSaid = (id: string) => id.startsWith("say_");
  const shown = nodes.filter(({ id }) => touched.has(id) || (own.has(id) && isSaid(id)));
  const groups = [...Map.groupBy(shown, ({ system }) => system)].flatMap(([system, members]) => [
    `  subgraph system_${system.replaceAll("-", "_")}["${system}"]`,
    ...members.map(({ shape }) => `    ${shape}`),
    "  end",
  ]);
  return ["flowchart LR", ...groups, ...edges.map(([from, to]) => `  ${from} --> ${to}`)].join("\n");
}
