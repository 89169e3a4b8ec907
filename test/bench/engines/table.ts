import { measuredOn } from "../machine.ts";
import { markdown } from "../markdown.ts";
import { PLACES, type Place } from "./places.ts";
import type { EngineResults, Figures } from "./results.ts";

const ROWS: readonly (readonly [title: string, of: (figures: Figures) => number])[] = [
  ["start of the engine, s", (of) => of.startSeconds],
  ["deploy, s", (of) => of.deploySeconds],
  ["one hop, sent to handler called, p50, ms", (of) => of.hop.p50],
  ["one hop, p99, ms", (of) => of.hop.p99],
  ["three hops, from the request, p50, ms", (of) => of.threeHops.p50],
  ["command, commit, event, projection: per second", (of) => of.commandsPerSecond],
  ["memory of the engine, MiB", (of) => of.engineMiB],
  ["memory of `npm start`, MiB", (of) => of.runnerMiB],
];

const decimal = (value: number): string => String(Math.round(value * 100) / 100);
const ratio = (value: number, of: number): string => `×${Number((value / of).toPrecision(2))}`;

const headOf = (place: Place, { engine }: Figures): string =>
  `${engine}, ${place.endsWith("lambda") ? "Lambdas" : "runner"}`;

/** The figures as Markdown: beside each how many times that of the first place it is. */
export function tableOf({ date, machine, places }: EngineResults): string {
  const [base] = PLACES;
  const first = places[base];
  const measured = PLACES.flatMap((place) => {
    const figures = places[place];
    return figures ? [{ place, figures }] : [];
  });
  const cell = (of: (figures: Figures) => number, place: Place, figures: Figures): string =>
    place === base || !first ? decimal(of(figures)) : `${decimal(of(figures))} (${ratio(of(figures), of(first))})`;
  const rows = ROWS.map(([title, of]) => [title, ...measured.map(({ place, figures }) => cell(of, place, figures))]);
  const head = ["local cloud", ...measured.map(({ place, figures }) => headOf(place, figures))];
  const each = (of: (figures: Figures) => number): string => measured.map(({ figures }) => of(figures)).join(", ");
  const samples = `Samples of a hop: ${each(({ hop }) => hop.samples)}; of three: ${each(({ threeHops }) => threeHops.samples)}; commands at once: ${each(({ commands }) => commands)}.`;
  return [measuredOn({ date, machine }), markdown(head, rows), samples].join("\n\n");
}
