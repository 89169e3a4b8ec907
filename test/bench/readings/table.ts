import { markdown } from "../markdown.ts";
import type { ReadingsRow } from "../sections/readings.ts";
import type { Dollars } from "./dollars.ts";

/** What a part of telemetry does, by its name. */
const STAGES: Readonly<Record<string, string>> = {
  edge: "taken at the edge",
  "telemetry/readings": "stored",
  relay: "relayed",
  "telemetry/rollups": "rolled up",
  "telemetry/watching": "watched for alerts",
  Powertools: "Powertools: each batch stored once, no more",
};

const withCommas = new Intl.NumberFormat("en-US").format;

const said = ({ batch, everyMinutes, total }: Dollars): string =>
  `$${withCommas(total)} a month in batches of ${batch} every ${everyMinutes === 1 ? "minute" : `${everyMinutes} minutes`}`;

/** The figures of devices' readings as Markdown. */
export function readingsTable({ counts, powertools, memory, engine, dollars }: ReadingsRow): string {
  const rows = [...counts, powertools].map(({ stage, calls, writeUnits, readUnits }) => [
    STAGES[stage] ?? stage,
    calls,
    writeUnits,
    readUnits,
  ]);
  const { firstHalf, secondHalf } = memory.heap;
  return [
    markdown(["1,000 readings: 10 devices, 100 each, one hour", "calls", "WRU", "RRU"], rows),
    `${withCommas(memory.perSecond)} readings per second and core in memory; ${withCommas(engine.perSecond)} per second on the local cloud, engine and handlers on this machine.`,
    `${withCommas(memory.readings)} readings pass through a heap of 128 MiB, of which at most ${firstHalf} are in use in the first half and ${secondHalf} in the second.`,
    `A million devices with ten readings a minute each: ${dollars.map(said).join(", ")}.`,
  ].join("\n\n");
}
