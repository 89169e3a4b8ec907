import { bothOf } from "./both.ts";
import { castoreTable } from "./castore/table.ts";
import { measuredOn } from "./machine.ts";
import { markdown } from "./markdown.ts";
import { readingsTable } from "./readings/table.ts";
import type { Results } from "./results.ts";
import type { BundleRow } from "./sections/bundles.ts";
import type { CountRow } from "./sections/counts.ts";
import type { LocalRow } from "./sections/local.ts";
import type { TimeRow } from "./sections/time.ts";
import { eagerLine, pathTable, tradingTable } from "./trading/table.ts";

const perMessage = ({ alone, often }: CountRow, of: "first" | "duplicate"): string[] =>
  (["calls", "writeUnits", "readUnits"] as const).map((figure) => bothOf(alone[of][figure], often[of][figure]));

function countTable({ counts = [], cost = [] }: Results): string {
  const dollars = new Map(cost.map((row) => [row.recipe, row.withQueue.toFixed(2)]));
  const rows = counts.map((row) => [
    row.title,
    ...perMessage(row, "first"),
    ...perMessage(row, "duplicate"),
    dollars.get(row.recipe) ?? "",
  ]);
  const head = [
    "per message, batch of 1 · of 10",
    "calls",
    "WRU",
    "RRU",
    "duplicate: calls",
    "WRU",
    "RRU",
    "$ per million",
  ];
  return markdown(head, rows);
}

const NAMES: Readonly<Record<TimeRow["contender"], string>> = {
  powertools: "Powertools",
  "powertools-fifo": "Powertools FIFO",
  "powertools-thrifty": "Powertools, with our client",
  stateless: "stateless",
  again: "outside effect, `again`",
  state: "with state, FIFO, ten groups",
  hold: "outside effect, `hold`, FIFO",
};

function timeTable({ cpu = [], wall = [] }: Results): string {
  const [cpus, walls] = [cpu, wall].map((rows) => new Map(rows.map((row) => [row.contender, row])));
  const spread = (row: TimeRow | undefined) =>
    row ? `${row.figure.median} (${row.figure.min}–${row.figure.max})` : "";
  const contenders = (cpu.length > 0 ? cpu : wall).map(({ contender }) => contender);
  const rows = contenders.map((contender) => {
    const [own, other] = [cpus?.get(contender), walls?.get(contender)];
    return [
      NAMES[contender],
      spread(own),
      own?.ratio ?? "",
      spread(other),
      other?.ratio ?? "",
      other?.ratioOfKind ?? "",
    ];
  });
  const head = [
    "one put each, batch of 10",
    "CPU, µs a message",
    "× Powertools",
    "wall, ms a batch",
    "× Powertools",
    "× same queue",
  ];
  return markdown(head, rows);
}

/** Of many Lambdas alike, the largest stands for all. */
function bundleTable(bundles: readonly BundleRow[]): string {
  const kindOf = ({ name }: BundleRow) => (name.includes("/") ? (name.split("/").at(1) ?? "") : name);
  const groups = Map.groupBy(bundles, (row) => (row.name.endsWith("/consumer") ? "consumers" : kindOf(row)));
  const rows = [...groups].map(([name, alike]) => {
    const largest = alike.reduce((a, b) => (b.atStartKiB > a.atStartKiB ? b : a));
    const slowest = alike.reduce((a, b) => (b.ratio > a.ratio ? b : a));
    const title = alike.length > 1 ? `${name}, the largest of ${alike.length}` : name;
    return [title, largest.atStartKiB, largest.wholeKiB, slowest.importMs.median, slowest.ratio];
  });
  return markdown(["Lambda", "KiB at start", "KiB in all", "cold import, ms", "× bare client"], rows);
}

function localTable({ hop, hopOfOrder, threeHops, order, orders, ordersPerSecond }: LocalRow): string {
  const rows = [
    ["one hop, nothing else under way", hop.p50, hop.p99],
    ["one hop of an order", hopOfOrder.p50, hopOfOrder.p99],
    ["three hops, from the request", threeHops.p50, threeHops.p99],
    ["an order, from submission to shipment", order.p50, order.p99],
  ];
  const table = markdown(["on the local cloud, ms", "p50", "p99"], rows);
  return `${table}\n\n${orders} orders at once: ${ordersPerSecond} shipped per second.`;
}

/** The figures as Markdown, as the README shows them. */
export function tableOf(results: Results): string {
  return [
    measuredOn(results),
    ...(results.counts ? [countTable(results)] : []),
    ...(results.cpu || results.wall ? [timeTable(results)] : []),
    ...(results.bundles ? [bundleTable(results.bundles)] : []),
    ...(results.trading ? [tradingTable(results.trading)] : []),
    ...(results.path ? [pathTable(results.path)] : []),
    ...(results.eager ? [eagerLine(results.eager)] : []),
    ...(results.castore ? [castoreTable(results.castore)] : []),
    ...(results.readings ? [readingsTable(results.readings)] : []),
    ...(results.local ? [localTable(results.local)] : []),
  ].join("\n\n");
}
