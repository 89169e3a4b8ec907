import type { Colors } from "picocolors/types.js";
import { table } from "../table.ts";
import { duration } from "./duration.ts";
import type { Arrival, Road } from "./road.ts";
import type { Said, SystemTopology, Topology } from "./topology-of.ts";

const arrival = ({ over, what, within, by }: Arrival) =>
  `${over.padEnd(6)} ${what}${within === undefined ? "" : `, ${duration(within)}, ${by}`}`;

const road = ({ queue, type, deadLetterQueue, kind, arrivals }: Road) => [
  queue,
  type,
  kind,
  arrivals.map(arrival),
  deadLetterQueue,
];

function contract(system: string, { kind, type, version, public: open, from, to }: Said) {
  const near = (names: readonly string[]) => names.map((name) => name.replace(new RegExp(`^${system}/`), ""));
  const marks = [...(version > 1 ? [`version ${version}`] : []), ...(open ? ["public, to the bus"] : [])];
  return [kind, [type, ...marks.map((mark) => `  ${mark}`)], near(from), near(to)];
}

function systemText({ name, contracts, roads }: SystemTopology, { bold, cyan, dim, yellow }: Colors): string {
  const said = table(
    ["kind", "contract", "from", "to"],
    contracts.map((each) => contract(name, each)),
    dim,
    [dim, cyan],
  );
  const paints = [cyan, (text: string) => text, dim, (text: string) => text, yellow];
  const queues = table(["queue", "type", "kind", "arrives over", "dead-letter queue"], roads.map(road), dim, paints);
  const indented = [...said, "", ...queues].map((line) => (line ? `  ${line}` : line));
  return [bold(name), "", ...indented].join("\n");
}

/** Two tables a system: what is said by whom to whom, then each queue with what arrives in it. */
export const asText = ({ systems }: Topology, colors: Colors): string =>
  systems.map((system) => systemText(system, colors)).join("\n\n");
